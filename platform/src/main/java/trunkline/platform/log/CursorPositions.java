package trunkline.platform.log;

import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import trunkline.platform.database.Database;

/** Where each cursor stands, and which process may move it. */
public final class CursorPositions {
  private final Database database;
  private final String owner;

  /** {@code owner} names this process among those that serve the same database. */
  public CursorPositions(Database database, String owner) {
    this.database = database;
    this.owner = owner;
  }

  /**
   * Takes or renews the lease; empty while another process holds it. A cursor that is new stands at
   * the start.
   */
  Optional<Position> lease(String name, Duration lease) {
    String sql =
        """
        INSERT INTO cursor_position AS c (name, owner, lease_until)
        VALUES (?, ?, now() + ? * interval '1 millisecond')
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
          WHERE c.owner IS NULL OR c.owner = excluded.owner OR c.lease_until < now()
        RETURNING tx::text, seq
        """;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setString(2, owner);
            statement.setLong(3, lease.toMillis());
            ResultSet rows = statement.executeQuery();
            return rows.next()
                ? Optional.of(
                    new Position(Long.parseUnsignedLong(rows.getString(1)), rows.getLong(2)))
                : Optional.empty();
          }
        });
  }

  /** Moves the cursor; refused when the lease was lost meanwhile. */
  void save(String name, Position position) {
    if (!update(name, position, "AND owner = ?")) {
      throw new IllegalStateException("the lease of cursor " + name + " was lost");
    }
  }

  /**
   * Sets a cursor back or forward, whoever owns it: replay is an operator's decision. The consumer
   * gets the events again.
   */
  public boolean set(String name, Position position) {
    return update(name, position, "AND ? IS NOT NULL");
  }

  /** Forgets a cursor whose consumer is gone. */
  public void remove(String name) {
    database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (var statement =
              connection.prepareStatement("DELETE FROM cursor_position WHERE name = ?")) {
            statement.setString(1, name);
            return statement.executeUpdate();
          }
        });
  }

  private boolean update(String name, Position position, String condition) {
    String sql =
        "UPDATE cursor_position SET tx = CAST(? AS xid8), seq = ?, updated_at = now() WHERE name = ? "
            + condition;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, Long.toString(position.tx()));
            statement.setLong(2, position.seq());
            statement.setString(3, name);
            statement.setString(4, owner);
            return statement.executeUpdate() == 1;
          }
        });
  }
}
