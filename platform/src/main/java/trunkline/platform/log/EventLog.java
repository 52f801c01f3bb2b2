package trunkline.platform.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import trunkline.platform.database.Database;

/**
 * Reads the log in the order in which cursors see it. Writing it is the affair of whoever changes a
 * resource, in the same statement.
 */
public final class EventLog implements EventSource {
  private static final PlacedTable EVENTS =
      new PlacedTable(
          "event",
          "tx::text, seq, tenant, event_id::text, event_type, event_time, correlation_id,"
              + " resource_type, resource_id, version, resource::text",
          EventLog::event);

  private final Database database;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public EventLog(Database database) {
    this.database = database;
  }

  /**
   * Tells the cursors of this process that something was committed; those of other processes find
   * it when they look.
   */
  public void appended() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void onAppended(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /** Every event of some resources in the log's order, also those that cursors do not see yet. */
  public List<LogEvent> ofResources(String tenant, Collection<String> ids) {
    String sql =
        """
        SELECT %s FROM event WHERE tenant = ? AND resource_id = ANY (?) ORDER BY event.tx, event.seq
        """
            .formatted(EVENTS.columns());
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            return EVENTS.events(statement.executeQuery());
          }
        });
  }

  /** The position of the newest event that is committed, of any tenant. */
  public Position end() {
    String sql = "SELECT tx::text, seq FROM event ORDER BY event.tx DESC, event.seq DESC LIMIT 1";
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSet row = statement.executeQuery();
            return row.next() ? Position.of(row, 1) : Position.START;
          }
        });
  }

  @Override
  public List<LogEvent> after(Position position, int limit) {
    return EVENTS.after(database, position, limit);
  }

  /** The events at these positions, in the log's order; a position without one is passed over. */
  public List<LogEvent> at(List<Position> positions) {
    String sql =
        """
        SELECT %s
        FROM event JOIN unnest(CAST(? AS xid8[]), CAST(? AS bigint[])) AS wanted (tx, seq) USING (tx, seq)
        ORDER BY event.tx, event.seq
        """
            .formatted(EVENTS.columns());
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Object[] transactions = positions.stream().map(p -> Long.toString(p.tx())).toArray();
            Object[] numbers = positions.stream().map(Position::seq).toArray();
            statement.setArray(1, connection.createArrayOf("text", transactions));
            statement.setArray(2, connection.createArrayOf("bigint", numbers));
            return EVENTS.events(statement.executeQuery());
          }
        });
  }

  /**
   * Why nothing may come behind a position although it should, in words for an operator. A
   * transaction anywhere in the cluster that has written and does not end holds back what was
   * committed after it began. A position of another cluster (the database was restored from a dump,
   * so its transactions are numbered anew) waits for numbers that may take years to come.
   */
  @Override
  public Optional<String> findStall(Position position, Instant patience) {
    String sql =
        """
        SELECT pg_snapshot_xmin(now)::text, pg_snapshot_xmax(now) < CAST(? AS xid8),
               (SELECT min(event_time) FROM event WHERE tx >= pg_snapshot_xmin(now))
        FROM pg_current_snapshot() AS now
        """;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Long.toString(position.tx()));
            ResultSet row = statement.executeQuery();
            row.next();
            if (row.getBoolean(2)) {
              return Optional.of(beyond(position));
            }
            OffsetDateTime oldest = row.getObject(3, OffsetDateTime.class);
            return oldest != null && oldest.toInstant().isBefore(patience)
                ? Optional.of(heldBack(oldest.toInstant(), row.getString(1)))
                : Optional.empty();
          }
        });
  }

  private static String beyond(Position position) {
    return "position "
        + position.text()
        + " lies beyond every transaction of this server: the database was restored into another"
        + " one. Raise the server's next transaction id above it (pg_resetwal --next-transaction-id"
        + " and --epoch) or set the cursor back";
  }

  private static String heldBack(Instant oldest, String transaction) {
    return "events since "
        + oldest
        + " wait for transaction "
        + transaction
        + " to end; look for it in pg_stat_activity.backend_xid and pg_prepared_xacts";
  }

  private static LogEvent event(ResultSet row) throws SQLException {
    return new LogEvent(
        Position.of(row, 1),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        row.getString(11));
  }
}
