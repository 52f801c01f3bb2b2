package trunkline.platform.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
  private static final String COLUMNS =
      "tx::text, seq, tenant, event_id::text, event_type, event_time, correlation_id,"
          + " resource_type, resource_id, version, resource::text";

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
            .formatted(COLUMNS);
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            return events(statement.executeQuery());
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
            return row.next()
                ? new Position(Long.parseUnsignedLong(row.getString(1)), row.getLong(2))
                : Position.START;
          }
        });
  }

  /**
   * The next events behind a position, at most {@code limit}, of all tenants. What a running
   * transaction may still commit is held back until that transaction has ended, so that nothing is
   * ever inserted behind a cursor's back.
   */
  @Override
  public List<LogEvent> after(Position position, int limit) {
    String sql =
        """
        SELECT tx::text, seq, tenant, event_id::text, event_type, event_time, correlation_id,
               resource_type, resource_id, version, resource::text
        FROM event
        WHERE (tx, seq) > (CAST(? AS xid8), ?)
          AND tx < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY event.tx, event.seq -- without the table's name the text above would be meant: '1000' < '999'
        LIMIT ?
        """;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Long.toString(position.tx()));
            statement.setLong(2, position.seq());
            statement.setInt(3, limit);
            return events(statement.executeQuery());
          }
        });
  }

  /** The events at these positions, in the log's order; a position without one is passed over. */
  public List<LogEvent> at(List<Position> positions) {
    String sql =
        """
        SELECT tx::text, seq, tenant, event_id::text, event_type, event_time, correlation_id,
               resource_type, resource_id, version, resource::text
        FROM event JOIN unnest(CAST(? AS xid8[]), CAST(? AS bigint[])) AS wanted (tx, seq) USING (tx, seq)
        ORDER BY event.tx, event.seq
        """;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Object[] transactions = positions.stream().map(p -> Long.toString(p.tx())).toArray();
            Object[] numbers = positions.stream().map(Position::seq).toArray();
            statement.setArray(1, connection.createArrayOf("text", transactions));
            statement.setArray(2, connection.createArrayOf("bigint", numbers));
            return events(statement.executeQuery());
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

  private static List<LogEvent> events(ResultSet rows) throws SQLException {
    var events = new ArrayList<LogEvent>();
    while (rows.next()) {
      events.add(
          new LogEvent(
              new Position(Long.parseUnsignedLong(rows.getString(1)), rows.getLong(2)),
              rows.getString(3),
              rows.getString(4),
              rows.getString(5),
              rows.getObject(6, OffsetDateTime.class).toInstant(),
              rows.getString(7),
              rows.getString(8),
              rows.getString(9),
              rows.getLong(10),
              rows.getString(11)));
    }
    return events;
  }
}
