package trunkline.platform.landing;

import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;

/**
 * One event as a line of a batch. The resource is passed through as text: it was valid JSON when it
 * went into the log.
 */
public final class EventLine {
  /**
   * Gives a resource its id and href: (resource type, id, body without them) → the whole
   * representation.
   */
  @FunctionalInterface
  public interface Representation {
    String of(String resourceType, String id, String body);
  }

  private final String service;
  private final Representation representation;

  public EventLine(String service, Representation representation) {
    this.service = service;
    this.representation = representation;
  }

  /** The line, without its end. */
  public String of(LogEvent event) {
    var text = new StringBuilder(event.resource().length() + 512);
    text.append("{\"eventId\":\"").append(event.eventId());
    text.append("\",\"eventType\":\"").append(event.eventType());
    text.append("\",\"eventTime\":\"").append(event.eventTime());
    text.append("\",\"tenant\":\"").append(event.tenant());
    text.append("\",\"service\":\"").append(service);
    text.append("\",\"resourceType\":\"").append(event.resourceType());
    text.append("\",\"resourceId\":").append(Json.write(event.resourceId()));
    text.append(",\"version\":").append(event.version());
    text.append(",\"tx\":").append(event.position().tx());
    text.append(",\"seq\":").append(event.position().seq());
    text.append(",\"correlationId\":").append(Json.write(event.correlationId()));
    text.append(",\"resource\":");
    text.append(representation.of(event.resourceType(), event.resourceId(), event.resource()));
    return text.append('}').toString();
  }
}
