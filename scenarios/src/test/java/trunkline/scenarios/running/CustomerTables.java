package trunkline.scenarios.running;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import trunkline.local.postgres.DatabaseAccess;

/** What the customer service has committed, read past it, as the owner of its tables. */
public final class CustomerTables {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DatabaseAccess database;

  CustomerTables(DatabaseAccess database) {
    this.database = database;
  }

  /** Id, version, name and status reason of every customer. */
  public List<List<String>> customers() throws SQLException {
    return rows(
        """
        SELECT id, version::text, body ->> 'name', coalesce(body ->> 'statusReason', '')
        FROM customer ORDER BY id
        """);
  }

  /** The log: event id, resource type, resource id, version and position of every event. */
  public List<List<String>> events() throws SQLException {
    return rows(
        """
        SELECT event_id::text, resource_type, resource_id, version::text, tx::text, seq::text
        FROM event ORDER BY event_id::text COLLATE "C"
        """);
  }

  public long countOfEvents() throws SQLException {
    return Long.parseLong(rows("SELECT count(*)::text FROM event").getFirst().getFirst());
  }

  /** Waits until every committed event lies in the landing. */
  public void awaitLanded() throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String sql =
        """
        SELECT e.event_id::text FROM cursor_position AS c, event AS e
        WHERE c.name = 'landing' AND (e.tx, e.seq) > (c.tx, c.seq) LIMIT 1
        """;
    while (!rows(sql).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("events do not land");
      }
      Thread.sleep(100);
    }
  }

  private List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = database.connectAsOwner();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        rows.add(List.copyOf(row));
      }
    }
    return rows;
  }
}
