package trunkline.search.find;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.search.projection.KnownType;

/**
 * Leads from any resource to the customers behind it, or to its party where that is none. One step
 * is one statement for all resources: a statement that walks by itself can't be planned well, since
 * nobody knows beforehand how far it goes.
 */
final class Subjects {
  /** Number, SIM, product, account, customer. */
  private static final int FARTHEST = 5;

  private final Connection connection;
  private final short slot;

  /** By what a way has come to, the hits where it began. */
  private Map<Resource, Set<String>> ways = new HashMap<>();

  private final Map<Resource, Set<String>> reached = new HashMap<>();

  private record Resource(String id, String type) {
    /** Whoever is related to a customer or party is somebody else. */
    boolean isEnd() {
      return type.equals(KnownType.CUSTOMER) || KnownType.PARTIES.contains(type);
    }
  }

  private Subjects(Connection connection, short slot) {
    this.connection = connection;
    this.slot = slot;
  }

  /** The ids of customers and parties by the id of the resource that leads to them. */
  static Map<String, Set<String>> behind(Connection connection, short slot, Collection<Hit> hits)
      throws SQLException {
    var subjects = new Subjects(connection, slot);
    for (Hit hit : hits) {
      subjects
          .ways
          .computeIfAbsent(new Resource(hit.id(), hit.type()), k -> new HashSet<>())
          .add(hit.id());
    }
    for (int step = 0; step < FARTHEST && !subjects.ways.isEmpty(); step++) {
      subjects.step();
    }
    return subjects.byStart();
  }

  /** Keeps what has arrived, and takes everything else to its owners. */
  private void step() throws SQLException {
    Map<Resource, Set<String>> open = new HashMap<>();
    ways.forEach((at, from) -> merge(at.isEnd() ? reached : open, at, from));
    ways = new HashMap<>();
    String sql =
        """
        SELECT r.member, owner.id, owner.type
        FROM reference AS r
        JOIN document AS owner
          ON owner.slot = r.slot AND owner.tenant = r.tenant AND owner.id = r.owner AND owner.state = 'LIVE'
        WHERE r.slot = ? AND r.tenant = current_setting('trunkline.tenant') AND r.member = ANY (?)
        """;
    Map<String, Set<String>> starts = byId(open);
    if (!open.isEmpty()) {
      try (PreparedStatement statement = statement(sql, starts.keySet())) {
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
          var owner = new Resource(rows.getString(2), rows.getString(3));
          merge(ways, owner, starts.getOrDefault(rows.getString(1), Set.of()));
        }
      }
    }
  }

  private Map<String, Set<String>> byStart() throws SQLException {
    Set<String> parties =
        reached.keySet().stream()
            .filter(at -> !at.type().equals(KnownType.CUSTOMER))
            .map(Resource::id)
            .collect(Collectors.toSet());
    Map<String, Set<String>> customers = parties.isEmpty() ? Map.of() : customersOf(parties);
    Map<String, Set<String>> behind = new HashMap<>();
    reached.forEach(
        (at, starts) -> {
          Set<String> subjects = customers.getOrDefault(at.id(), Set.of(at.id()));
          starts.forEach(
              start -> behind.computeIfAbsent(start, k -> new LinkedHashSet<>()).addAll(subjects));
        });
    return behind;
  }

  private Map<String, Set<String>> customersOf(Set<String> parties) throws SQLException {
    String sql =
        """
        SELECT r.owner, customer.id
        FROM reference AS r
        JOIN document AS customer
          ON customer.slot = r.slot AND customer.tenant = r.tenant AND customer.id = r.member
             AND customer.type = 'customer' AND customer.state = 'LIVE'
        WHERE r.slot = ? AND r.tenant = current_setting('trunkline.tenant') AND r.owner = ANY (?)
          AND r.via = 'engagedParty'
        """;
    try (PreparedStatement statement = statement(sql, parties)) {
      Map<String, Set<String>> customers = new HashMap<>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        customers
            .computeIfAbsent(rows.getString(1), k -> new LinkedHashSet<>())
            .add(rows.getString(2));
      }
      return customers;
    }
  }

  private PreparedStatement statement(String sql, Set<String> ids) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setShort(1, slot);
    statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
    return statement;
  }

  /** Where the ways to what has an id began. */
  private static Map<String, Set<String>> byId(Map<Resource, Set<String>> ways) {
    Map<String, Set<String>> starts = new HashMap<>();
    ways.forEach((at, all) -> starts.computeIfAbsent(at.id(), k -> new HashSet<>()).addAll(all));
    return starts;
  }

  private static void merge(Map<Resource, Set<String>> into, Resource at, Set<String> starts) {
    into.computeIfAbsent(at, k -> new HashSet<>()).addAll(starts);
  }
}
