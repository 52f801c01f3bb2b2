package trunkline.ticket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trunkline.platform.json.Json;
import trunkline.platform.values.Periods;
import trunkline.ticket.level.ServiceLevels;

/** Reads a ticket's clocks and writes what they say into it. */
final class Clocks {
  private final ServiceLevels levels;

  Clocks(ServiceLevels levels) {
    this.levels = levels;
  }

  Sla sla(ObjectNode ticket) {
    return Sla.of(StatusHistory.of(ticket), levels.of(ticket.path("severity").asText()));
  }

  /** Escalates what is due and has not been escalated. */
  void escalate(ObjectNode ticket, Instant now) {
    ArrayNode escalated = escalated(ticket);
    open(ticket, escalated).stream()
        .filter(escalation -> !escalation.at().isAfter(now))
        .forEach(escalation -> escalation.apply(ticket, escalated, now));
    if (ticket.path("sla") instanceof ObjectNode sla) {
      sla.set("escalation", escalated);
    }
  }

  /** Writes {@code sla} and {@code expectedResolutionDate} as of now. */
  void write(ObjectNode ticket, Instant now) {
    Sla sla = sla(ticket);
    ArrayNode escalated = escalated(ticket);
    Optional<Instant> next =
        open(ticket, escalated).stream().map(Escalation::at).min(Instant::compareTo);
    ticket.set("sla", sla.json(now, escalated, next));
    if (sla.resolution().isRunning()) {
      ticket.put(
          "expectedResolutionDate", Periods.text(sla.resolution().reaches(100).orElseThrow()));
    } else {
      ticket.remove("expectedResolutionDate");
    }
  }

  private List<Escalation> open(ObjectNode ticket, ArrayNode escalated) {
    return sla(ticket)
        .escalations(levels.escalateAtPercent())
        .filter(escalation -> !escalation.isIn(escalated))
        .toList();
  }

  private static ArrayNode escalated(ObjectNode ticket) {
    return ticket.path("sla").path("escalation") instanceof ArrayNode given
        ? given.deepCopy()
        : Json.mapper().createArrayNode();
  }
}
