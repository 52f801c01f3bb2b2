package trunkline.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.Neighbours;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.tmf.attached.Attachments;
import trunkline.platform.tmf.attached.Notes;
import trunkline.platform.values.Periods;
import trunkline.ticket.level.ServiceLevels;

/** A trouble of a customer, from its report to its end (TMF621). */
final class TroubleTicket implements ResourceRules {
  /** What the service computes; a caller may only send it back as it is. */
  private static final List<String> KEPT =
      List.of(
          "creationDate",
          "lastUpdate",
          "statusChange",
          "statusChangeDate",
          "resolutionDate",
          "expectedResolutionDate",
          "sla");

  private final ServiceLevels levels;
  private final Statuses statuses;
  private final Clocks clocks;

  private TroubleTicket(ServiceLevels levels, Duration reopenWithin) {
    this.levels = levels;
    this.statuses = new Statuses(reopenWithin);
    this.clocks = new Clocks(levels);
  }

  /**
   * The ticket under these promises.
   *
   * @param reopenWithin how long after it was resolved a ticket can be taken up again
   */
  static ResourceType type(ServiceLevels levels, Duration reopenWithin) {
    return ResourceType.named("troubleTicket")
        .api("/tmf-api/troubleTicket/v4")
        .table("trouble_ticket")
        .schema("troubleTicket.schema.json")
        .mandatory("description", "severity", "ticketType")
        .column("status", "status")
        .column("severity", "severity")
        .column("externalId", "external_id")
        .column("creationDate", "created")
        .valueTable("relatedParty.id", "trouble_ticket_party", "creationDate")
        .lifecycle(Statuses.lifecycle())
        .personal(
            PersonalData.of(Mask.INITIAL, "relatedParty.name", "relatedEntity.name", "note.author")
                .and(Mask.ALL, "description", "name", "note.text")
                .and(Mask.ALL, "statusChangeReason", "statusChange.changeReason")
                .and(Mask.ALL, "attachment.name", "attachment.description", "attachment.url"))
        .refersTo("relatedParty", "relatedEntity")
        .belongsTo("relatedParty.id")
        .retention(Retention.CONTACT)
        .rules(new TroubleTicket(levels, reopenWithin))
        .build();
  }

  /**
   * Before TMF621 v4 a status was any text. One that is none of v4's is the reporter's own word: it
   * stays as the reason of the first one.
   */
  @Override
  public void receive(ObjectNode ticket) {
    JsonNode status = ticket.path("status");
    if (Json.hasText(status) && !Statuses.isStatus(status.asText())) {
      ticket.remove("status");
      if (!Json.hasText(ticket.path("statusChangeReason"))) {
        ticket.set("statusChangeReason", status);
      }
    }
  }

  @Override
  public void settle(ObjectNode before, ObjectNode after, Neighbours neighbours, Instant now) {
    if (before.isEmpty()) {
      begin(after, now);
    } else {
      move(before, after, now);
    }
  }

  private void begin(ObjectNode ticket, Instant now) {
    Instant created = Periods.instant(ticket.path("creationDate"), "creationDate").orElse(now);
    if (created.isAfter(now)) {
      throw Refusals.dateInFuture("creationDate").asException();
    }
    ticket.put("creationDate", Periods.text(created));
    statuses.begin(ticket, created.truncatedTo(ChronoUnit.MILLIS), now);
    if (!Json.hasText(ticket.path("priority"))) {
      ticket.put("priority", levels.of(ticket.path("severity").asText()).priority());
    }
    completeParts(ticket, now);
    ticket.remove("sla");
    clocks.write(ticket, now);
    ticket.put("lastUpdate", Periods.text(now));
  }

  private void move(ObjectNode before, ObjectNode after, Instant now) {
    for (String kept : KEPT) {
      if (!before.path(kept).equals(after.path(kept))) {
        throw KernelRefusals.immutableAttribute(kept).asException();
      }
    }
    if (!before.path("status").equals(after.path("status"))) {
      statuses.move(before, after, now);
    }
    clocks.escalate(after, now);
    completeParts(after, now);
    if (!after.equals(before)) {
      clocks.write(after, now);
      after.put("lastUpdate", Periods.text(now));
    }
  }

  private static void completeParts(ObjectNode ticket, Instant now) {
    Notes.complete(ticket, "", now);
    Attachments.complete(ticket, "");
  }

  @Override
  public void check(ObjectNode ticket) {
    Instant created = Periods.instant(ticket.path("creationDate"), "creationDate").orElseThrow();
    Periods.instant(ticket.path("requestedResolutionDate"), "requestedResolutionDate")
        .filter(requested -> requested.isBefore(created))
        .ifPresent(
            requested -> {
              throw Refusals.requestedBeforeCreated().asException();
            });
    JsonNode entities = ticket.path("relatedEntity");
    for (int i = 0; i < entities.size(); i++) {
      requireText(entities.get(i), "relatedEntity." + i, "role", "@referredType");
    }
    if (count(ticket.path("relatedParty"), "role", "owner") > 1) {
      throw Refusals.oneOnly("relatedParty", "owner").asException();
    }
    checkRelationships(ticket.path("troubleTicketRelationship"));
  }

  private static void checkRelationships(JsonNode relationships) {
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < relationships.size(); i++) {
      JsonNode one = relationships.get(i);
      requireText(one, "troubleTicketRelationship." + i, "relationshipType");
      if (!seen.add(List.of(one.path("id").asText(), one.path("relationshipType").asText()))) {
        throw Refusals.relatedTwice().asException();
      }
    }
    if (count(relationships, "relationshipType", "parent") > 1) {
      throw Refusals.oneOnly("troubleTicketRelationship", "parent").asException();
    }
  }

  private static void requireText(JsonNode part, String path, String... names) {
    for (String name : names) {
      if (part.isObject() && !Json.hasText(part.path(name))) {
        throw KernelRefusals.missingAttribute(path + "." + name).asException();
      }
    }
  }

  private static long count(JsonNode array, String name, String value) {
    return array.valueStream().filter(e -> e.path(name).asText().equals(value)).count();
  }

  @Override
  public void checkRelations(String id, ObjectNode ticket) {
    if (count(ticket.path("troubleTicketRelationship"), "id", id) > 0) {
      throw Refusals.relatedToItself().asException();
    }
  }

  /** Only one that nobody has taken up goes without a trace; others are cancelled or rejected. */
  @Override
  public void checkDelete(ObjectNode ticket) {
    if (ticket.path("statusChange").size() > 1
        || !ticket.path("status").asText().equals("acknowledged")) {
      throw Refusals.takenUp().asException();
    }
  }
}
