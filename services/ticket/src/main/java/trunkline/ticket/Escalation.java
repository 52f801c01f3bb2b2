package trunkline.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import trunkline.platform.json.Json;
import trunkline.platform.values.Periods;

/**
 * So much of a target is used up. Each clock escalates once at each percentage in a ticket's life:
 * what was escalated stands in the ticket itself and is written together with the note, in one
 * change, so that no crash can part them or do it twice.
 *
 * @param clock {@code response} or {@code resolution}
 */
record Escalation(String clock, int percent, Instant at) {
  private static final List<String> PRIORITIES = List.of("Low", "Medium", "High", "Critical");

  /** Whether it stands in a ticket's {@code sla.escalation}. */
  boolean isIn(ArrayNode escalated) {
    return escalated
        .valueStream()
        .anyMatch(
            e -> e.path("clock").asText().equals(clock) && e.path("percent").asInt() == percent);
  }

  /** Notes it and raises the priority by one step, if there is a higher one. */
  void apply(ObjectNode ticket, ArrayNode escalated, Instant now) {
    escalated.addObject().put("clock", clock).put("percent", percent).put("at", Periods.text(now));
    ArrayNode notes =
        ticket.path("note") instanceof ArrayNode given ? given : Json.mapper().createArrayNode();
    notes
        .addObject()
        .put("author", "Trunkline")
        .put("text", percent + " % of the time for the " + clock + " has passed");
    ticket.set("note", notes);
    JsonNode priority = ticket.path("priority");
    int place = PRIORITIES.indexOf(priority.asText());
    if (place >= 0 && place + 1 < PRIORITIES.size()) {
      ticket.put("priority", PRIORITIES.get(place + 1));
    }
  }
}
