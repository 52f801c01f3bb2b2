package trunkline.platform.log;

import java.time.Instant;

/**
 * One event as it stands in the log.
 *
 * @param eventType {@code {Resource}{Create|AttributeValueChange|StateChange|Delete}Event} (TMF630)
 * @param version of the resource after the change, from 1
 * @param resource the whole resource after the change as a JSON object without {@code id} and
 *     {@code href}; for a delete its last state
 */
public record LogEvent(
    Position position,
    String tenant,
    String eventId,
    String eventType,
    Instant eventTime,
    String correlationId,
    String resourceType,
    String resourceId,
    long version,
    String resource) {}
