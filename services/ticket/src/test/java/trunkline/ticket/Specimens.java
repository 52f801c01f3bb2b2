package trunkline.ticket;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid ticket, and what is special about it. */
final class Specimens {
  static final Specimen TROUBLE_TICKET =
      new Specimen(
          "/tmf-api/troubleTicket/v4/troubleTicket",
          """
          {"description":"no dial tone","severity":"Medium","ticketType":"incident","channel":{"id":"phone","name":"Hotline"},
           "relatedParty":[{"id":"customer-1","name":"Jane Roe","role":"customer","@referredType":"Customer"}],
           "relatedEntity":[{"id":"interaction-1","role":"origin","@referredType":"PartyInteraction"}]}
          """,
          List.of("description", "severity", "ticketType"),
          "externalId",
          Optional.of("description"),
          Optional.of(
              new Moves("status", "acknowledged", "inProgress", "cancelled", "inProgress")));

  private Specimens() {}
}
