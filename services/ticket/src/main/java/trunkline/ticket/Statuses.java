package trunkline.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.values.Periods;

/**
 * A ticket's life cycle (TMF621 v4, TroubleTicketStatusType) and its history, which the service
 * keeps: {@code statusChange}, {@code statusChangeDate}, {@code resolutionDate}.
 */
final class Statuses {
  private static final Set<String> RESOLVED = Set.of("resolved", "closed");

  private static final String FIRST = "acknowledged";
  private static final Set<String> STATES = lifecycle().build().states();

  private final Duration reopenWithin;

  Statuses(Duration reopenWithin) {
    this.reopenWithin = reopenWithin;
  }

  /** A ticket may begin in any status, so that another system's tickets can be loaded. */
  static Lifecycle.Builder lifecycle() {
    return Lifecycle.of("status")
        .entry("acknowledged", "inProgress", "pending", "held")
        .entry("resolved", "closed", "rejected", "cancelled")
        .from("acknowledged", "inProgress", "pending", "held", "resolved", "rejected", "cancelled")
        .from("inProgress", "pending", "held", "resolved", "cancelled")
        .from("pending", "inProgress", "held", "resolved", "cancelled")
        .from("held", "inProgress", "pending", "resolved", "cancelled")
        .from("resolved", "inProgress", "closed")
        .from("closed")
        .from("rejected")
        .from("cancelled");
  }

  static boolean isStatus(String text) {
    return STATES.contains(text);
  }

  /**
   * The history of a new ticket: the one that comes with it, or one that is made of its dates. Who
   * loads a resolved ticket and knows only when it was created and resolved gives these.
   */
  void begin(ObjectNode ticket, Instant created, Instant now) {
    String status = ticket.path("status").asText();
    JsonNode given = ticket.path("statusChange");
    if (given.isEmpty()) {
      ArrayNode history = ticket.putArray("statusChange");
      Instant changed =
          date(ticket, "statusChangeDate").or(() -> date(ticket, "resolutionDate")).orElse(created);
      boolean was = status.equals(FIRST) || !changed.equals(created);
      if (was) {
        append(history, FIRST, created);
      }
      if (!status.equals(FIRST)) {
        append(history, status, changed);
      }
    } else {
      given.forEach(Statuses::normalize);
    }
    check(StatusHistory.of(ticket), status, created, now);
    setDates(ticket);
  }

  private static void normalize(JsonNode given) {
    if (!(given instanceof ObjectNode step)) {
      throw Refusals.invalidHistory("each step is an object").asException();
    }
    Instant date =
        Periods.instant(step.path("changeDate"), "statusChange.changeDate")
            .orElseThrow(() -> Refusals.invalidHistory("each step has a changeDate").asException());
    step.put("changeDate", Periods.text(date));
  }

  private static void check(StatusHistory history, String status, Instant created, Instant now) {
    Instant last = created;
    for (StatusHistory.Step step : history.steps()) {
      if (!STATES.contains(step.status())) {
        throw Refusals.invalidHistory("each step has one of the known statuses").asException();
      }
      if (step.since().isBefore(last)) {
        throw Refusals.invalidHistory(
                "no step lies before the one before it or before creationDate")
            .asException();
      }
      last = step.since();
    }
    if (last.isAfter(now)) {
      throw Refusals.dateInFuture("statusChange.changeDate").asException();
    }
    if (!history.status().equals(status)) {
      throw Refusals.invalidHistory("the last step has the ticket's status").asException();
    }
  }

  /** Notes a change of the status; a resolved ticket is reopened only within its time. */
  void move(ObjectNode before, ObjectNode after, Instant now) {
    String status = after.path("status").asText();
    if (before.path("status").asText().equals("resolved") && status.equals("inProgress")) {
      Instant resolved = date(before, "resolutionDate").orElseThrow();
      if (now.isAfter(resolved.plus(reopenWithin))) {
        throw Refusals.reopenExpired(reopenWithin).asException();
      }
    }
    if (before.path("statusChangeReason").equals(after.path("statusChangeReason"))) {
      after.remove("statusChangeReason"); // it is the last change's, and nobody gave one for this
    }
    ObjectNode step = append((ArrayNode) after.path("statusChange"), status, now);
    if (after.hasNonNull("statusChangeReason")) {
      step.set("changeReason", after.path("statusChangeReason"));
    }
    setDates(after);
  }

  private static ObjectNode append(ArrayNode history, String status, Instant since) {
    ObjectNode step = Json.mapper().createObjectNode();
    history.add(step.put("status", status).put("changeDate", Periods.text(since)));
    return step;
  }

  private static void setDates(ObjectNode ticket) {
    StatusHistory history = StatusHistory.of(ticket);
    ticket.put("statusChangeDate", Periods.text(history.steps().getLast().since()));
    ticket.remove("resolutionDate");
    if (RESOLVED.contains(history.status())) {
      history.steps().reversed().stream()
          .takeWhile(step -> RESOLVED.contains(step.status()))
          .reduce((later, earlier) -> earlier)
          .ifPresent(step -> ticket.put("resolutionDate", Periods.text(step.since())));
    }
  }

  private static Optional<Instant> date(ObjectNode ticket, String name) {
    return Periods.instant(ticket.path(name), name);
  }
}
