package trunkline.local.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import trunkline.local.postgres.DatabaseAccess;

/** Waits until everything that a service has committed lies in the landing. */
final class Landed {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final DatabaseAccess service;

  Landed(DatabaseAccess service) {
    this.service = service;
  }

  void await() throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String sql =
        """
        SELECT count(*) FROM cursor_position AS c, event AS e
        WHERE c.name = 'landing' AND (e.tx, e.seq) > (c.tx, c.seq)
        """;
    try (Connection connection = service.connectAsOwner();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      while (left(statement) > 0) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("events do not land; see the log of ./trunkline up");
        }
        Thread.sleep(100);
      }
    }
  }

  private static long left(PreparedStatement statement) throws SQLException {
    ResultSet row = statement.executeQuery();
    row.next();
    return row.getLong(1);
  }
}
