package trunkline.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.Neighbours;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.tmf.attached.Attachments;
import trunkline.platform.tmf.attached.Notes;
import trunkline.platform.tmf.attached.Numbers;
import trunkline.platform.values.Periods;

/**
 * A contact with one or several parties on any channel (TMF683). A record of what happened: while
 * it lasts it may be written to; once it is completed, {@link Substance} says what stays.
 */
public final class PartyInteraction implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("partyInteraction")
          .api("/tmf-api/partyInteraction/v4")
          .table("party_interaction")
          .schema("partyInteraction.schema.json")
          .mandatory("channel", "direction", "reason")
          .column("status", "status")
          .column("interactionDate.startDateTime", "started")
          .valueTable("relatedParty.id", "party_interaction_party", "interactionDate.startDateTime")
          .lifecycle(
              Lifecycle.of("status")
                  .entry("opened", "inProgress", "completed")
                  .from("opened", "inProgress", "completed")
                  .from("inProgress", "completed")
                  .from("completed"))
          .personal(
              PersonalData.of(
                      Mask.INITIAL, "relatedParty.name", "interactionItem.relatedParty.name")
                  .and(Mask.INITIAL, "note.author", "interactionItem.note.author")
                  .and(Mask.ALL, "description", "note.text", "interactionItem.note.text")
                  .and(Mask.ALL, "interactionItem.resolution")
                  .and(Mask.ALL, "attachment.name", "attachment.description", "attachment.url")
                  .and(
                      Mask.ALL,
                      "interactionItem.attachment.name",
                      "interactionItem.attachment.description",
                      "interactionItem.attachment.url"))
          .refersTo("relatedParty")
          .belongsTo("relatedParty.id")
          .retention(Retention.CONTACT)
          .rules(new PartyInteraction())
          .build();

  private PartyInteraction() {}

  @Override
  public void settle(ObjectNode before, ObjectNode after, Neighbours neighbours, Instant now) {
    if (before.isEmpty()) {
      date(after, "creationDate", "", now);
      date(after, "statusChangeDate", "", now);
      return;
    }
    for (String kept : new String[] {"creationDate", "statusChangeDate"}) {
      if (!before.path(kept).equals(after.path(kept))) {
        throw KernelRefusals.immutableAttribute(kept).asException();
      }
    }
    if (!before.path("status").equals(after.path("status"))) {
      after.put("statusChangeDate", Periods.text(now));
    }
  }

  @Override
  public void complete(ObjectNode interaction, Instant now) {
    completePeriod(interaction, now);
    Attachments.complete(interaction, "");
    Notes.complete(interaction, "", now);
    JsonNode items = interaction.path("interactionItem");
    Numbers.give(items);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof ObjectNode item) {
        String path = "interactionItem." + i + ".";
        date(item, "creationDate", path, now);
        Attachments.complete(item, path);
        Notes.complete(item, path, now);
      }
    }
  }

  /** Times in UTC and of one length: the order of the texts is the time line's. */
  private static void completePeriod(ObjectNode interaction, Instant now) {
    ObjectNode period =
        interaction.path("interactionDate") instanceof ObjectNode given
            ? given
            : interaction.putObject("interactionDate");
    if (!period.hasNonNull("startDateTime") && period.hasNonNull("endDateTime")) {
      period.set("startDateTime", period.path("endDateTime"));
    }
    date(period, "startDateTime", "interactionDate.", now);
    if (period.hasNonNull("endDateTime")) {
      date(period, "endDateTime", "interactionDate.", now);
    }
  }

  private static void date(ObjectNode holder, String name, String path, Instant otherwise) {
    Instant date = Periods.instant(holder.path(name), path + name).orElse(otherwise);
    holder.put(name, Periods.text(date));
  }

  @Override
  public void check(ObjectNode interaction) {
    Periods.check(interaction.path("interactionDate"), "interactionDate");
    JsonNode channels = interaction.path("channel");
    for (int i = 0; i < channels.size(); i++) {
      JsonNode channel = channels.get(i);
      if (!Json.hasText(channel.path("id")) && !Json.hasText(channel.path("name"))) {
        throw KernelRefusals.missingAttribute("channel." + i + ".id").asException();
      }
    }
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    if (before.path("status").asText().equals("completed")) {
      Substance.check(before, after);
    }
  }

  @Override
  public void checkRelations(String id, ObjectNode interaction) {
    for (JsonNode relationship : interaction.path("interactionRelationship")) {
      if (relationship.path("id").asText().equals(id)) {
        throw Refusals.relatedToItself().asException();
      }
    }
  }

  /** Only an entry made by mistake goes: one that has just been opened and says nothing yet. */
  @Override
  public void checkDelete(ObjectNode interaction) {
    boolean untouched = interaction.path("status").asText().equals("opened");
    if (!untouched || !interaction.path("interactionItem").isEmpty()) {
      throw Refusals.partOfTheRecord().asException();
    }
  }
}
