package trunkline.platform.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.stream.Collectors;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/** Reads what the read audit recorded, within one tenant. */
final class AuditTrail {
  /** Counted up to here; whoever has more should narrow the time. */
  private static final int MOST_COUNTED = 100_000;

  /**
   * A part of the answer.
   *
   * @param total all reads that the query fits, at most {@link #MOST_COUNTED}
   */
  record Page(ArrayNode reads, long total) {}

  private final Database database;

  AuditTrail(Database database) {
    this.database = database;
  }

  /** Newest first. */
  Page list(String tenant, AuditQuery query) {
    return database.call(
        tenant, connection -> new Page(reads(connection, query), total(connection, query)));
  }

  private static ArrayNode reads(Connection connection, AuditQuery query) throws SQLException {
    String sql =
        """
        SELECT at, subject, roles, resource_type, resource_id, query, results, masked, correlation_id
        FROM read_audit
        WHERE %s
        ORDER BY at DESC, correlation_id, resource_id
        LIMIT ? OFFSET ?
        """
            .formatted(where(query));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = bind(statement, query);
      statement.setInt(next, query.limit());
      statement.setInt(next + 1, query.offset());
      ResultSet rows = statement.executeQuery();
      ArrayNode reads = Json.mapper().createArrayNode();
      while (rows.next()) {
        reads.add(read(rows));
      }
      return reads;
    }
  }

  private static ObjectNode read(ResultSet row) throws SQLException {
    return Json.mapper()
        .createObjectNode()
        .put("at", row.getObject(1, OffsetDateTime.class).toInstant().toString())
        .put("subject", row.getString(2))
        .put("roles", row.getString(3))
        .put("resourceType", row.getString(4))
        .put("resourceId", row.getString(5))
        .put("query", row.getString(6))
        .put("results", row.getInt(7))
        .put("masked", row.getBoolean(8))
        .put("correlationId", row.getString(9));
  }

  private static long total(Connection connection, AuditQuery query) throws SQLException {
    String sql =
        "SELECT count(*) FROM (SELECT 1 FROM read_audit WHERE %s LIMIT %d) AS counted"
            .formatted(where(query), MOST_COUNTED);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, query);
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  /** The conditions' SQL is ours; what the caller sent is bound. */
  private static String where(AuditQuery query) {
    return query.conditions().stream()
        .map(condition -> " AND " + condition.sql())
        .collect(Collectors.joining("", "true", ""));
  }

  private static int bind(PreparedStatement statement, AuditQuery query) throws SQLException {
    int next = 1;
    for (AuditQuery.Condition condition : query.conditions()) {
      statement.setObject(next++, condition.value());
    }
    return next;
  }
}
