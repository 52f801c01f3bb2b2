package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.platform.json.Json;

/** One resource of this service. */
public record ResourceKey(String type, String id) {
  ObjectNode json() {
    return Json.mapper().createObjectNode().put("type", type).put("id", id);
  }
}
