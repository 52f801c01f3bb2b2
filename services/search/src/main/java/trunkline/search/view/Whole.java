package trunkline.search.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.search.follow.FeedState;
import trunkline.search.follow.Generation;
import trunkline.search.follow.Generations;

/**
 * A customer whole: every part as the projection holds it, and how far each log was read.
 *
 * @param feeds of the generation that was read
 */
record Whole(String id, List<Found> parts, List<FeedState> feeds) {
  Whole {
    parts = List.copyOf(parts);
    feeds = List.copyOf(feeds);
  }

  /** By the id of a customer, or of a party with all customers that it is. */
  static Optional<Whole> find(Connection connection, short slot, String id) throws SQLException {
    var belongings = new Belongings(connection, slot);
    List<Found.Resource> customers = belongings.named(List.of(id), Part.CUSTOMER.types());
    List<Found.Resource> parties;
    if (customers.isEmpty()) {
      parties = belongings.named(List.of(id), Part.PARTY.types());
      customers = belongings.named(belongings.customersOf(id), Part.CUSTOMER.types());
    } else {
      parties = belongings.named(List.of(partyOf(customers.getFirst())), Part.PARTY.types());
    }
    if (customers.isEmpty() && parties.isEmpty()) {
      return Optional.empty();
    }
    List<Found> parts = new ArrayList<>();
    parts.add(new Found(Part.CUSTOMER, customers.size(), limited(customers)));
    parts.add(new Found(Part.PARTY, parties.size(), parties));
    List<String> owners = belongings.ownersWithin(owners(customers, parties));
    for (Part part : Part.BELONGINGS) {
      parts.add(belongings.of(part, owners));
    }
    return Optional.of(new Whole(id, parts, feeds(connection)));
  }

  private static String partyOf(Found.Resource customer) {
    return Json.parse(customer.body()).path("engagedParty").path("id").asText("");
  }

  private static List<Found.Resource> limited(List<Found.Resource> customers) {
    return customers.stream().limit(Part.CUSTOMER.most()).toList();
  }

  /** A party that is not here may still be whom things belong to. */
  private static Set<String> owners(List<Found.Resource> customers, List<Found.Resource> parties) {
    var owners = new LinkedHashSet<String>();
    customers.forEach(customer -> owners.add(customer.id()));
    customers.forEach(customer -> owners.add(partyOf(customer)));
    parties.forEach(party -> owners.add(party.id()));
    owners.remove("");
    return owners;
  }

  /** How far the logs were read by the generation that serves. */
  static List<FeedState> feeds(Connection connection) throws SQLException {
    Generation serving = Generations.serving(connection);
    return Generations.feeds(connection).stream()
        .filter(feed -> feed.generation() == serving.number())
        .toList();
  }
}
