package trunkline.identification.person;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/** Follows the customer service's log: individuals, and which of them a customer is. */
public final class CustomerFollower implements EventConsumer {
  private final Database database;
  private final KnownIndividuals individuals;
  private final Departure departure;

  public CustomerFollower(Database database, KnownIndividuals individuals, Departure departure) {
    this.database = database;
    this.individuals = individuals;
    this.departure = departure;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) {
    events.forEach(this::take);
  }

  private void take(LogEvent event) {
    boolean deleted = event.eventType().endsWith("DeleteEvent");
    switch (event.resourceType()) {
      case "individual" -> takeIndividual(event, deleted);
      case "customer" -> takeCustomer(event, deleted);
      default -> {} // accounts and organizations identify nobody
    }
  }

  private void takeIndividual(LogEvent event, boolean deleted) {
    if (!deleted) {
      JsonNode individual = Json.parse(event.resource());
      individuals.put(
          event.tenant(), event.resourceId(), event.version(), KnownIndividual.of(individual));
      return;
    }
    database.inTransaction(
        event.tenant(),
        connection -> {
          individuals.remove(event.tenant(), event.resourceId());
          departure.of(event.tenant(), event.resourceId(), event.correlationId());
          return event;
        });
  }

  private void takeCustomer(LogEvent event, boolean deleted) {
    if (deleted) {
      individuals.removeCustomer(event.tenant(), event.resourceId());
    } else {
      String party = Json.parse(event.resource()).at("/engagedParty/id").asText("");
      individuals.putCustomer(event.tenant(), event.resourceId(), event.version(), party);
    }
  }
}
