package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.query.QueryParser;
import trunkline.platform.tmf.query.Sql;
import trunkline.platform.tmf.query.SqlFilter;

/**
 * Decides which events a subscription's query lets through: the same grammar, compiled the same
 * way, asked of the same database as lists.
 */
final class EventFilter {
  private final Database database;

  EventFilter(Database database) {
    this.database = database;
  }

  /** Refuses a query that lists would refuse; it must not be found out at the first event. */
  void check(String query) {
    matching(query, List.of(Json.mapper().createObjectNode()));
  }

  /** Indexes of the events that match; all of them when there is no query. */
  Set<Integer> matching(String query, List<ObjectNode> events) {
    if (query.isEmpty() || events.isEmpty()) {
      return IntStream.range(0, events.size()).boxed().collect(Collectors.toSet());
    }
    Sql where = SqlFilter.compile(QueryParser.parse(query), Map.of(), Map.of(), "").where();
    String sql =
        "SELECT place - 1 FROM unnest(CAST(? AS jsonb[]), ?) WITH ORDINALITY AS event (body, id, place) WHERE "
            + where.text();
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Object[] bodies = events.stream().map(Json::write).toArray();
            Object[] ids = events.stream().map(e -> e.path("eventId").asText()).toArray();
            statement.setArray(1, connection.createArrayOf("text", bodies));
            statement.setArray(2, connection.createArrayOf("text", ids));
            where.bind(statement, 3);
            var matching = new HashSet<Integer>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              matching.add(rows.getInt(1));
            }
            return matching;
          }
        });
  }
}
