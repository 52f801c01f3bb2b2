package trunkline.platform.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.database.Database;

/**
 * A table whose rows have a place in an order that never changes behind who reads it: the
 * transaction that wrote them ({@code tx}) and a number ({@code seq}).
 *
 * @param name of the table
 * @param columns what is read of a row; the first two are {@code tx::text} and {@code seq}
 * @param reader makes an event of them
 */
public record PlacedTable(String name, String columns, Reader reader) {
  /** Makes an event of the row that the result stands at. */
  @FunctionalInterface
  public interface Reader {
    LogEvent event(ResultSet row) throws SQLException;
  }

  /**
   * The next rows behind a position, at most {@code limit}, of all tenants. What a running
   * transaction may still commit is held back until that transaction has ended, so that nothing is
   * ever inserted behind a cursor's back.
   */
  public List<LogEvent> after(Database database, Position position, int limit) {
    // ordered by the table's columns: the text above would have '1000' before '999'
    String sql =
        """
        SELECT %1$s FROM %2$s
        WHERE (tx, seq) > (CAST(? AS xid8), ?)
          AND tx < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY %2$s.tx, %2$s.seq
        LIMIT ?
        """
            .formatted(columns, name);
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

  List<LogEvent> events(ResultSet rows) throws SQLException {
    var events = new ArrayList<LogEvent>();
    while (rows.next()) {
      events.add(reader.event(rows));
    }
    return events;
  }
}
