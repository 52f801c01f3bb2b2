package trunkline.search.find;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.search.projection.KnownType;

/** Leads from any resource to the customers behind it, or to its party where that is none. */
final class Subjects {
  /** Number, SIM, product, account, customer. */
  private static final int FARTHEST = 5;

  private Subjects() {}

  /** The ids of customers and parties by the id of the resource that leads to them. */
  static Map<String, Set<String>> behind(Connection connection, short slot, Collection<Hit> hits)
      throws SQLException {
    String sql =
        """
        WITH RECURSIVE up (start, at, type, depth) AS (
          SELECT DISTINCT id, id, type, 0 FROM unnest(?, ?) AS hit (id, type)
          UNION
          SELECT up.start, owner.id, owner.type, up.depth + 1
          FROM up
          JOIN reference AS r
            ON r.slot = ? AND r.tenant = current_setting('trunkline.tenant') AND r.member = up.at
          JOIN document AS owner
            ON owner.slot = ? AND owner.tenant = current_setting('trunkline.tenant') AND owner.id = r.owner
               AND owner.state = 'LIVE'
          WHERE up.type <> ALL (?) AND up.depth < ?
        )
        SELECT DISTINCT up.start, coalesce(customer.id, up.at)
        FROM up
        LEFT JOIN (
          reference AS r
          JOIN document AS customer
            ON customer.slot = ? AND customer.tenant = current_setting('trunkline.tenant') AND customer.id = r.member
               AND customer.type = 'customer' AND customer.state = 'LIVE')
          ON up.type <> 'customer' AND r.slot = ? AND r.tenant = current_setting('trunkline.tenant')
             AND r.owner = up.at AND r.via = 'engagedParty'
        WHERE up.type = ANY (?)
        """;
    List<Hit> starts = List.copyOf(hits);
    Object[] ends = ends();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(
          1, connection.createArrayOf("text", starts.stream().map(Hit::id).toArray()));
      statement.setArray(
          2, connection.createArrayOf("text", starts.stream().map(Hit::type).toArray()));
      statement.setShort(3, slot);
      statement.setShort(4, slot);
      statement.setArray(5, connection.createArrayOf("text", ends));
      statement.setInt(6, FARTHEST);
      statement.setShort(7, slot);
      statement.setShort(8, slot);
      statement.setArray(9, connection.createArrayOf("text", ends));
      return read(statement.executeQuery());
    }
  }

  /** Where a way ends: whoever is related to a customer is somebody else. */
  private static Object[] ends() {
    var ends = new LinkedHashSet<Object>(KnownType.PARTIES);
    ends.add(KnownType.CUSTOMER);
    return ends.toArray();
  }

  private static Map<String, Set<String>> read(ResultSet rows) throws SQLException {
    var behind = new HashMap<String, Set<String>>();
    while (rows.next()) {
      behind.computeIfAbsent(rows.getString(1), k -> new LinkedHashSet<>()).add(rows.getString(2));
    }
    return behind;
  }
}
