package trunkline.platform.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import trunkline.platform.database.Database;

/**
 * Reads the log in the order in which cursors see it. Writing it is the affair of whoever changes a
 * resource, in the same statement.
 */
public final class EventLog {
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

  void onAppended(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /**
   * The next events behind a position, at most {@code limit}, of all tenants. What a running
   * transaction may still commit is held back until that transaction has ended, so that nothing is
   * ever inserted behind a cursor's back.
   */
  public List<LogEvent> after(Position position, int limit) {
    String sql =
        """
        SELECT tx::text, seq, tenant, event_id::text, event_type, event_time, correlation_id,
               resource_type, resource_id, version, resource::text
        FROM event
        WHERE (tx, seq) > (CAST(? AS xid8), ?)
          AND tx < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY tx, seq
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
