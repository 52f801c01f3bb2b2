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
    SqlFilter filter = SqlFilter.compile(query, type.columns(), type.valueTables(), collection);
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
    Sql source = source(filter);
    if (filter.indexable().isPresent()) {
      source = narrowed(connection, source, filter.indexable().get());
    }
    List<Stored> rows = rows(connection, source, filter.orderBy(), query);
    boolean whole = rows.size() < query.limit() && (!rows.isEmpty() || query.offset() == 0);
    return whole
        ? new Page(rows, query.offset() + (long) rows.size(), true)
        : counted(connection, filter.countable().orElse(source), rows, exactCount);
  }

  /** The rows that match, as the part of a statement behind FROM. */
  private Sql source(SqlFilter filter) {
    Sql where = new Sql(" WHERE " + filter.where().text(), filter.where().values());
    return filter
        .along()
        .map(along -> along.text() + " JOIN " + type.table() + " ON id = along_id")
        .map(from -> new Sql(from, filter.along().orElseThrow().values()))
        .orElse(new Sql(type.table(), List.of()))
        .and(where);
  }

  /** With few matches in the inverted index, the condition becomes a list of ids. */
  private Sql narrowed(Connection connection, Sql source, String path) throws SQLException {
    Optional<String[]> ids = matching(connection, path);
    return ids.map(found -> source.and(new Sql(" AND id = ANY (?)", List.of((Object) found))))
        .orElse(source);
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

  private List<Stored> rows(Connection connection, Sql source, Sql orderBy, ListQuery query)
      throws SQLException {
    String sql =
        "SELECT id, version, body::text FROM %s ORDER BY %s LIMIT ? OFFSET ?"
            .formatted(source.text(), orderBy.text());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = orderBy.bind(statement, source.bind(statement, 1));
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

  private Page counted(Connection connection, Sql source, List<Stored> rows, boolean exactCount)
      throws SQLException {
    if (exactCount) {
      return new Page(rows, number(connection, "SELECT count(*) FROM %s", source), true);
    }
    long upTo =
        number(
            connection,
            "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT " + (EXACT_COUNT + 1) + ") AS counted",
            source);
    return upTo <= EXACT_COUNT
        ? new Page(rows, upTo, true)
        : new Page(rows, Math.max(upTo, estimate(connection, source)), false);
  }

  private long number(Connection connection, String sql, Sql source) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.formatted(source.text()))) {
      source.bind(statement, 1);
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  private long estimate(Connection connection, Sql source) throws SQLException {
    String sql = "EXPLAIN (FORMAT JSON) SELECT 1 FROM %s".formatted(source.text());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      source.bind(statement, 1);
      ResultSet row = statement.executeQuery();
      row.next();
      JsonNode plan = Json.parse(row.getString(1));
      return plan.path(0).path("Plan").path("Plan Rows").asLong();
    }
  }
}
