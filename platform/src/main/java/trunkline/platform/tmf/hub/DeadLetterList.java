package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.query.ListQuery;
import trunkline.platform.tmf.query.Sql;
import trunkline.platform.tmf.query.SqlFilter;

/** Lists a subscription's dead letters; filter, sort, fields and paging are those of TMF630. */
final class DeadLetterList {
  /** The letters of one subscription as documents; {@code id} is what the filter calls one. */
  private static final String LETTERS =
      """
      (SELECT tx, seq, event_id AS id, jsonb_build_object(
                'eventId', event_id, 'eventType', event_type, 'resourceType', resource_type, 'resourceId', resource_id,
                'reason', reason, 'attempts', attempts, 'lastStatus', last_status, 'parkedAt', parked_at,
                'replaying', replay) AS body
       FROM hub_dead_letter WHERE subscription = ?) AS letter
      """;

  private static final Sql IN_ORDER = new Sql("tx, seq", List.of());
  private static final Sql ALL = new Sql("TRUE", List.of());

  private final Database database;

  DeadLetterList(Database database) {
    this.database = database;
  }

  /** A page, and how many there are in all. */
  record Page(ArrayNode letters, long total) {}

  Page list(Subscription subscription, ListQuery query) {
    SqlFilter filter = SqlFilter.compile(query, Map.of("eventId", "id"), Map.of(), "");
    Sql orderBy = query.sort().isEmpty() ? IN_ORDER : filter.orderBy();
    return database.call(
        subscription.tenant(),
        connection ->
            new Page(
                rows(connection, subscription, query, filter.where(), orderBy),
                count(connection, subscription, filter.where())));
  }

  /** How many there are. */
  long count(Subscription subscription) {
    return database.call(subscription.tenant(), connection -> count(connection, subscription, ALL));
  }

  private static ArrayNode rows(
      Connection connection, Subscription subscription, ListQuery query, Sql where, Sql orderBy)
      throws SQLException {
    String sql =
        "SELECT body::text FROM %s WHERE %s ORDER BY %s LIMIT ? OFFSET ?"
            .formatted(LETTERS, where.text(), orderBy.text());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, subscription.id());
      int next = orderBy.bind(statement, where.bind(statement, 2));
      statement.setInt(next++, query.limit());
      statement.setInt(next, query.offset());
      ArrayNode letters = Json.mapper().createArrayNode();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        letters.add(query.fields().of(Json.parse(rows.getString(1))));
      }
      return letters;
    }
  }

  private static long count(Connection connection, Subscription subscription, Sql where)
      throws SQLException {
    String sql = "SELECT count(*) FROM %s WHERE %s".formatted(LETTERS, where.text());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, subscription.id());
      where.bind(statement, 2);
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }
}
