package trunkline.interaction;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid contact, and what is special about it. */
final class Specimens {
  static final Specimen PARTY_INTERACTION =
      new Specimen(
          "/tmf-api/partyInteraction/v4/partyInteraction",
          """
          {"description":"asks about a bill","direction":"inbound","reason":"billing","channel":[{"id":"phone","name":"Hotline"}],
           "interactionDate":{"startDateTime":"2026-01-31T09:00:00.000Z","endDateTime":"2026-01-31T09:04:30.000Z"},
           "relatedParty":[{"id":"customer-1","name":"Jane Roe","role":"customer","@referredType":"Customer"},
                           {"id":"agent-7","name":"John Doe","role":"agent","@referredType":"Individual"}]}
          """,
          List.of("channel", "direction", "reason"),
          "@baseType",
          Optional.of("description"),
          Optional.of(new Moves("status", "opened", "inProgress", "completed", "inProgress")));

  private Specimens() {}
}
