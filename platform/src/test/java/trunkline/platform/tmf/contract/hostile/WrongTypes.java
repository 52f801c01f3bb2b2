package trunkline.platform.tmf.contract.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.json.Json;

/**
 * For every attribute that a schema knows, at every depth, a body in which it has a wrong type. The
 * resource's own id and href are left out: what a caller writes there is not looked at.
 */
final class WrongTypes {
  private static final Map<String, String> WRONG =
      Map.of(
          "string", "{\"a\":1}",
          "array", "\"text\"",
          "object", "\"text\"",
          "boolean", "\"text\"",
          "integer", "1.5",
          "number", "\"text\"");
  private static final Set<List<String>> OUR_OWN = Set.of(List.of("id"), List.of("href"));
  private static final int DEEPEST = 4;

  private final JsonNode common = schema("common");
  private final ObjectNode valid;
  private final List<String> bodies = new ArrayList<>();

  private WrongTypes(String body) {
    this.valid = (ObjectNode) Json.parse(body);
  }

  /** {@code resource} names the schema, {@code body} is valid. */
  static List<String> of(String resource, String body) {
    var wrong = new WrongTypes(body);
    wrong.walk(schema(resource), List.of());
    return wrong.bodies;
  }

  private void walk(JsonNode schema, List<String> path) {
    JsonNode known = schema.has("$ref") ? referred(schema.path("$ref").asText()) : schema;
    for (JsonNode type : known.path("type").isArray() ? known.path("type") : known) {
      String wrong = WRONG.get(type.asText());
      if (wrong != null && !path.isEmpty() && !OUR_OWN.contains(path)) {
        bodies.add(with(path, Json.parse(wrong)));
      }
    }
    if (path.size() < DEEPEST) {
      known
          .path("properties")
          .properties()
          .forEach(property -> walk(property.getValue(), longer(path, property.getKey())));
      if (known.has("items")) {
        walk(known.path("items"), longer(path, "[]"));
      }
    }
  }

  private JsonNode referred(String reference) {
    return common.at(reference.substring(reference.indexOf('#') + 1));
  }

  private String with(List<String> path, JsonNode value) {
    JsonNode inner = value;
    for (String name : path.subList(1, path.size()).reversed()) {
      inner =
          name.equals("[]")
              ? Json.mapper().createArrayNode().add(inner)
              : Json.mapper().createObjectNode().set(name, inner);
    }
    ObjectNode body = valid.deepCopy();
    body.set(path.getFirst(), inner);
    return Json.write(body);
  }

  private static List<String> longer(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static JsonNode schema(String name) {
    String file = "/contracts/schemas/" + name + ".schema.json";
    try (InputStream in = WrongTypes.class.getResourceAsStream(file)) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
