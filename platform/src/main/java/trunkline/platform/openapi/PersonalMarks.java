package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;

/**
 * Says of a resource's attributes which are personal: {@code x-personal} holds how the attribute is
 * masked, or the paths below it with their masks. Where a masked text would not fit the attribute's
 * own rule, the rule is widened by it, since the document describes what anybody may be answered.
 */
final class PersonalMarks {
  private static final String MASKED = "|^\\*{3}$";

  private final Schemas schemas;

  PersonalMarks(Schemas schemas) {
    this.schemas = schemas;
  }

  void mark(ObjectNode resource, PersonalData personal) {
    var masks = new TreeMap<String, Mask>();
    personal.attributes().forEach((path, mask) -> masks.put(path.text(), mask));
    ObjectNode properties = resource.withObjectProperty("properties");
    for (Map.Entry<String, Mask> entry : masks.entrySet()) {
      List<String> path = List.of(entry.getKey().split("\\."));
      widen(resource, path);
      mark(properties.withObjectProperty(path.getFirst()), path, entry.getValue());
    }
  }

  private static void mark(ObjectNode attribute, List<String> path, Mask mask) {
    String how = mask.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (path.size() == 1) {
      attribute.put("x-personal", how);
    } else {
      String below = String.join(".", path.subList(1, path.size()));
      attribute.withObjectProperty("x-personal").put(below, how);
    }
  }

  private void widen(ObjectNode owner, List<String> path) {
    String name = path.getFirst();
    JsonNode schema = schemas.resolved(owner.path("properties").path(name));
    if (path.size() > 1) {
      JsonNode element = schemas.resolved(schema.has("items") ? schema.path("items") : schema);
      if (element.path("properties").isObject()) {
        widen((ObjectNode) element, path.subList(1, path.size()));
      }
    } else if (isValue(schema)) {
      owner.withObjectProperty("properties").set(name, masked(schema.deepCopy()));
    } else {
      mayBeLeftOut(owner, name);
    }
  }

  /** Objects and arrays, and what may be either, can be gone when they are masked. */
  private static boolean isValue(JsonNode schema) {
    String types = schema.path("type").toString();
    return !types.contains("object") && !types.contains("array") && schema.has("type");
  }

  private static void mayBeLeftOut(ObjectNode owner, String name) {
    if (owner.path("required") instanceof ArrayNode required) {
      for (int i = required.size() - 1; i >= 0; i--) {
        if (required.path(i).asText().equals(name)) {
          required.remove(i);
        }
      }
    }
  }

  private static ObjectNode masked(ObjectNode value) {
    value.remove(List.of("enum", "format", "minLength"));
    String pattern = value.path("pattern").asText();
    if (!pattern.isEmpty() && !pattern.endsWith(MASKED)) {
      value.put("pattern", pattern + MASKED);
    }
    allowText(value);
    return value;
  }

  private static void allowText(ObjectNode schema) {
    JsonNode given = schema.path("type");
    if (!given.toString().contains("string")) {
      ArrayNode types = Json.mapper().createArrayNode();
      if (given.isArray()) {
        types.addAll((ArrayNode) given);
      } else {
        types.add(given);
      }
      schema.set("type", types.add("string"));
    }
  }
}
