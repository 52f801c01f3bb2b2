package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;

/**
 * JSON patch whose path chooses array elements by query (TMF630 part 5): {@code
 * /contactMedium/characteristic/city?contactMedium.mediumType=email} or, with names relative to the
 * array, {@code /contactMedium/preferred?mediumType=email}. Resolved to plain JSON patch
 * operations, one for each element that matches; a query that matches nothing is refused, because
 * the caller meant something.
 */
final class JsonPatchQuery {
  private JsonPatchQuery() {}

  static ArrayNode resolve(ObjectNode resource, JsonNode patch) {
    if (!patch.isArray()) {
      throw KernelRefusals.invalidPatch("A JSON patch query is an array of operations")
          .asException();
    }
    ArrayNode resolved = Json.mapper().createArrayNode();
    for (JsonNode operation : patch) {
      String path = operation.path("path").asText();
      int question = path.indexOf('?');
      if (question < 0 || !(operation instanceof ObjectNode object)) {
        resolved.add(operation);
      } else {
        resolve(
            resource, object, path.substring(0, question), path.substring(question + 1), resolved);
      }
    }
    return resolved;
  }

  private static void resolve(
      ObjectNode resource, ObjectNode operation, String path, String query, ArrayNode into) {
    List<String> names = List.of(path.substring(Math.min(1, path.length())).split("/"));
    List<String[]> conditions = conditions(query, names);
    var pointers = new ArrayList<String>();
    expand(resource, names, "", conditions, pointers);
    if (pointers.isEmpty()) {
      throw KernelRefusals.invalidPatch("No array element matches " + path + "?" + query)
          .asException();
    }
    // from the end, so that removing one element doesn't move the next
    pointers.reversed().forEach(pointer -> into.add(operation.deepCopy().put("path", pointer)));
  }

  /** Each condition as (dotted name relative to the array element, value). */
  private static List<String[]> conditions(String query, List<String> names) {
    var conditions = new ArrayList<String[]>();
    for (String part : query.split("&")) {
      String[] sides = URLDecoder.decode(part, StandardCharsets.UTF_8).split("=", 2);
      if (sides.length != 2) {
        throw KernelRefusals.invalidPatch("A path's query is written name=value").asException();
      }
      String prefix = names.getFirst() + ".";
      conditions.add(
          new String[] {
            sides[0].startsWith(prefix) ? sides[0].substring(prefix.length()) : sides[0], sides[1]
          });
    }
    return conditions;
  }

  /** Walks the names; at an array, goes on in those elements that meet the conditions. */
  private static void expand(
      JsonNode node,
      List<String> names,
      String pointer,
      List<String[]> conditions,
      List<String> pointers) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode element = array.get(i);
        if (conditions.stream().allMatch(c -> matches(element, c[0], c[1]))) {
          expand(element, names, pointer + "/" + i, List.of(), pointers);
        }
      }
    } else if (names.isEmpty()) {
      if (conditions.isEmpty()) {
        pointers.add(pointer);
      }
    } else {
      String name = names.getFirst();
      expand(
          node.path(name),
          names.subList(1, names.size()),
          pointer + "/" + name,
          conditions,
          pointers);
    }
  }

  private static boolean matches(JsonNode element, String dotted, String value) {
    JsonNode found = element;
    for (String name : dotted.split("\\.")) {
      found = found.path(name);
    }
    return found.isValueNode() && found.asText().equals(value);
  }
}
