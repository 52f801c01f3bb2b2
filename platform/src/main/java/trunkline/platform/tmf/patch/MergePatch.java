package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;

/**
 * JSON merge patch (RFC 7396): null deletes, objects merge, everything else, arrays too, replaces.
 */
final class MergePatch {
  private MergePatch() {}

  static ObjectNode apply(ObjectNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      throw KernelRefusals.invalidPatch("A merge patch is a JSON object").asException();
    }
    return merge(target, changes);
  }

  private static ObjectNode merge(JsonNode target, ObjectNode changes) {
    ObjectNode result =
        target instanceof ObjectNode object ? object : Json.mapper().createObjectNode();
    changes
        .properties()
        .forEach(
            change -> {
              String name = change.getKey();
              JsonNode value = change.getValue();
              if (value.isNull()) {
                result.remove(name);
              } else if (value instanceof ObjectNode inner) {
                result.set(name, merge(result.path(name), inner));
              } else {
                result.set(name, value);
              }
            });
    return result;
  }
}
