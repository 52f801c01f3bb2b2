package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.platform.json.Json;

/**
 * A subscriber's wish.
 *
 * @param api path of the API whose events it wants
 * @param query TMF630 filter over the event, empty for all
 * @param masked whether personal data is masked, because the subscriber's token could not see it
 * @param owner subject of the token that subscribed; empty for those of before it was kept
 */
record Subscription(
    String tenant,
    String id,
    String api,
    String callback,
    String query,
    boolean masked,
    String owner) {
  String cursorName() {
    return cursorName(id);
  }

  static String cursorName(String id) {
    return "hub/" + id;
  }

  ObjectNode json() {
    return Json.mapper()
        .createObjectNode()
        .put("id", id)
        .put("callback", callback)
        .put("query", query);
  }
}
