package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/** An event as subscribers get it (TMF630 part 1, notifications). */
final class Notification {
  private Notification() {}

  static ObjectNode of(
      LogEvent event, ResourceType type, Representation representation, boolean masked) {
    JsonNode resource =
        Json.parse(representation.of(type.name(), event.resourceId(), event.resource()));
    if (masked) {
      type.personal().mask(resource);
    }
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("eventId", event.eventId());
    body.put("eventTime", event.eventTime().toString());
    body.put("eventType", event.eventType());
    body.put("correlationId", event.correlationId());
    body.put("domain", type.domain());
    body.put("title", event.eventType());
    body.put(
        "description",
        event.eventType()
            + " of "
            + type.name()
            + " "
            + event.resourceId()
            + ", version "
            + event.version());
    body.put("priority", "normal");
    // v4 misspells it, v5 mends it: readers of either find theirs
    body.put("timeOcurred", event.eventTime().toString());
    body.put("timeOccurred", event.eventTime().toString());
    body.putObject("event").set(type.name(), resource);
    return body;
  }

  /** {@code customerCreateEvent}: the last segment of the listener's path. */
  static String listenerName(String eventType) {
    return Character.toLowerCase(eventType.charAt(0)) + eventType.substring(1);
  }
}
