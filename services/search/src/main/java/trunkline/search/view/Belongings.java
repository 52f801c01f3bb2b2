package trunkline.search.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import trunkline.search.projection.KnownType;

/** Finds what belongs to whom. Works in the caller's transaction, for its tenant. */
final class Belongings {
  /** Account, product, SIM, number. */
  private static final int FARTHEST = 4;

  /** So many accounts, products and devices are looked behind. */
  private static final int MOST_OWNERS = 2_000;

  /** What others belong to; a ticket about a ticket is not looked for. */
  private static final Object[] OWNERS =
      Stream.of(KnownType.ACCOUNTS, KnownType.PRODUCTS, KnownType.DEVICES)
          .flatMap(List::stream)
          .toArray();

  private final Connection connection;
  private final short slot;

  Belongings(Connection connection, short slot) {
    this.connection = connection;
    this.slot = slot;
  }

  /** Resources by their ids, of some types. */
  List<Found.Resource> named(Collection<String> ids, Collection<String> types) throws SQLException {
    String sql =
        """
        SELECT id, type, version, body::text, 0 FROM document
        WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND id = ANY (?) AND type = ANY (?)
          AND state = 'LIVE'
        ORDER BY moment DESC, id
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
      statement.setArray(3, connection.createArrayOf("text", types.toArray()));
      return resources(statement.executeQuery());
    }
  }

  private static List<Found.Resource> resources(ResultSet rows) throws SQLException {
    var resources = new ArrayList<Found.Resource>();
    while (rows.next()) {
      resources.add(
          new Found.Resource(
              rows.getString(1), rows.getString(2), rows.getLong(3), rows.getString(4)));
    }
    return resources;
  }

  /** The customers that a party is. */
  List<String> customersOf(String party) throws SQLException {
    String sql =
        """
        SELECT DISTINCT member FROM reference
        WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND owner = ? AND via = 'engagedParty'
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      statement.setString(2, party);
      return texts(statement.executeQuery());
    }
  }

  /** The given ones and all accounts, products and devices that belong to them, at any remove. */
  List<String> ownersWithin(Collection<String> ids) throws SQLException {
    var owners = new LinkedHashSet<String>(ids);
    Collection<String> last = ids;
    for (int step = 0; step < FARTHEST && !last.isEmpty() && owners.size() < MOST_OWNERS; step++) {
      List<String> next = new ArrayList<>(membersOf(last));
      next.removeIf(member -> !owners.add(member));
      last = next;
    }
    return List.copyOf(owners);
  }

  private List<String> membersOf(Collection<String> owners) throws SQLException {
    String sql =
        """
        SELECT DISTINCT member.id
        FROM reference AS r
        JOIN document AS member
          ON member.slot = r.slot AND member.tenant = r.tenant AND member.id = r.member
             AND member.type = ANY (?) AND member.state = 'LIVE'
        WHERE r.slot = ? AND r.tenant = current_setting('trunkline.tenant') AND r.owner = ANY (?)
        LIMIT ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", OWNERS));
      statement.setShort(2, slot);
      statement.setArray(3, connection.createArrayOf("text", owners.toArray()));
      statement.setInt(4, MOST_OWNERS);
      return texts(statement.executeQuery());
    }
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    var texts = new ArrayList<String>();
    while (rows.next()) {
      texts.add(rows.getString(1));
    }
    return texts;
  }

  /** What belongs to any of the owners. */
  Found of(Part part, List<String> owners) throws SQLException {
    String sql =
        """
        WITH members AS (
          SELECT DISTINCT member AS id FROM reference
          WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND owner = ANY (?)
        )
        SELECT d.id, d.type, d.version, d.body::text, count(*) OVER ()
        FROM members
        JOIN document AS d
          ON d.slot = ? AND d.tenant = current_setting('trunkline.tenant') AND d.id = members.id AND d.type = ANY (?)
             AND d.state = 'LIVE'
        WHERE coalesce(lower(d.body ->> 'status'), '') <> ALL (?)
        ORDER BY d.moment DESC, d.id
        LIMIT ?
        """;
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      statement.setShort(1, slot);
      statement.setArray(2, connection.createArrayOf("text", owners.toArray()));
      statement.setShort(3, slot);
      statement.setArray(4, connection.createArrayOf("text", part.types().toArray()));
      statement.setArray(5, connection.createArrayOf("text", part.closed().toArray()));
      statement.setInt(6, part.most());
      ResultSet rows = statement.executeQuery();
      long total = rows.first() ? rows.getLong(5) : 0;
      rows.beforeFirst();
      return new Found(part, total, resources(rows));
    }
  }
}
