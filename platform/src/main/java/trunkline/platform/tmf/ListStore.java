package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;
import trunkline.platform.database.Database;
import trunkline.platform.database.SqlWork;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.query.ListQuery;
import trunkline.platform.tmf.query.Sql;
import trunkline.platform.tmf.query.SqlFilter;

/** Answers list queries over one resource type's table. */
final class ListStore {
  /**
   * Counted exactly up to here; beyond, the planner's estimate is answered unless the caller
   * insists.
   */
  private static final int EXACT_COUNT = 10_000;

  /**
   * Up to so many matches of the inverted index are fetched by id; more are found soonest by
   * walking the table in order.
   */
  private static final int FEW = 1_000;

  private final Database database;
  private final ResourceType type;
  private final String collection;

  /** {@code collection} is what every href begins with. */
  ListStore(Database database, ResourceType type, String collection) {
    this.database = database;
    this.type = type;
    this.collection = collection;
  }

  Page list(String tenant, ListQuery query, boolean exactCount) {
    SqlFilter filter = SqlFilter.compile(query, type.columns(), collection);
    return database.call(
        tenant, connection -> plannedAnew(connection, c -> list(c, filter, query, exactCount)));
  }

  /**
   * Runs statements that are planned with their values. The driver would otherwise prepare what
   * comes often, and a plan made for any status walks the whole table to find a rare one.
   */
  private static Page plannedAnew(Connection connection, SqlWork<Page> work) throws SQLException {
    PgConnection physical = connection.unwrap(PgConnection.class);
    int threshold = physical.getPrepareThreshold();
    physical.setPrepareThreshold(0);
    try {
      return work.run(connection);
    } finally {
      physical.setPrepareThreshold(threshold);
    }
  }

  private Page list(Connection connection, SqlFilter filter, ListQuery query, boolean exactCount)
      throws SQLException {
    Sql where = filter.where();
    if (filter.indexable().isPresent()) {
      where = narrowed(connection, where, filter.indexable().get());
    }
    List<Stored> rows = rows(connection, where, filter.orderBy(), query);
    boolean whole = rows.size() < query.limit() && (!rows.isEmpty() || query.offset() == 0);
    return whole
        ? new Page(rows, query.offset() + (long) rows.size(), true)
        : counted(connection, where, rows, exactCount);
  }

  /** With few matches in the inverted index, the condition becomes a list of ids. */
  private Sql narrowed(Connection connection, Sql where, String path) throws SQLException {
    Optional<String[]> ids = matching(connection, path);
    if (ids.isEmpty()) {
      return where;
    }
    var values = new ArrayList<>(where.values());
    values.add(ids.get());
    return new Sql(where.text() + " AND id = ANY (?)", values);
  }

  private Optional<String[]> matching(Connection connection, String path) throws SQLException {
    String sql = "SELECT * FROM matching_%s(CAST(? AS jsonpath), ?)".formatted(type.table());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, path);
      statement.setInt(2, FEW + 1);
      var ids = new ArrayList<String>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids.size() > FEW ? Optional.empty() : Optional.of(ids.toArray(String[]::new));
    }
  }

  private List<Stored> rows(Connection connection, Sql where, Sql orderBy, ListQuery query)
      throws SQLException {
    String sql =
        "SELECT id, version, body::text FROM %s WHERE %s ORDER BY %s LIMIT ? OFFSET ?"
            .formatted(type.table(), where.text(), orderBy.text());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = orderBy.bind(statement, where.bind(statement, 1));
      statement.setInt(next++, query.limit());
      statement.setInt(next, query.offset());
      var stored = new ArrayList<Stored>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        stored.add(ResourceStore.stored(rows));
      }
      return stored;
    }
  }

  private Page counted(Connection connection, Sql where, List<Stored> rows, boolean exactCount)
      throws SQLException {
    if (exactCount) {
      return new Page(rows, number(connection, "SELECT count(*) FROM %s WHERE %s", where), true);
    }
    long upTo =
        number(
            connection,
            "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT "
                + (EXACT_COUNT + 1)
                + ") AS counted",
            where);
    return upTo <= EXACT_COUNT
        ? new Page(rows, upTo, true)
        : new Page(rows, Math.max(upTo, estimate(connection, where)), false);
  }

  private long number(Connection connection, String sql, Sql where) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql.formatted(type.table(), where.text()))) {
      where.bind(statement, 1);
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  private long estimate(Connection connection, Sql where) throws SQLException {
    String sql =
        "EXPLAIN (FORMAT JSON) SELECT 1 FROM %s WHERE %s".formatted(type.table(), where.text());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      where.bind(statement, 1);
      ResultSet row = statement.executeQuery();
      row.next();
      JsonNode plan = Json.parse(row.getString(1));
      return plan.path(0).path("Plan").path("Plan Rows").asLong();
    }
  }
}
