package trunkline.platform.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import trunkline.platform.database.Database;

/**
 * Where each cursor stands, and which process may move it. Time is the database's: the clocks of
 * two processes are never compared.
 */
public final class CursorPositions {
  private final Database database;
  private final String owner;

  /**
   * {@code owner} names this process among all that ever serve the same database; two living
   * processes of one name would both move a cursor.
   */
  public CursorPositions(Database database, String owner) {
    this.database = database;
    this.owner = owner;
  }

  /** Puts a cursor at the start of the log unless there is one. */
  void begin(String name) {
    execute("INSERT INTO cursor_position (name) VALUES (?) ON CONFLICT DO NOTHING", name);
  }

  /**
   * Takes the lease or goes on with the one that is held; empty while another process holds it, or
   * when there is no such cursor. A lease of which more than half is left is not written again:
   * looking for news costs no transaction.
   */
  Optional<Lease> lease(String name, Duration length) {
    Lease.Term whole = Lease.Term.from(System.nanoTime(), length);
    Optional<Position> held = held(name, length);
    return held.isPresent()
        ? held.map(position -> new Lease(position, whole.half()))
        : taken(name, length).map(position -> new Lease(position, whole));
  }

  private Optional<Position> held(String name, Duration length) {
    String sql =
        """
        SELECT tx::text, seq FROM cursor_position
        WHERE owner = ? AND lease_until > now() + ? * interval '1 millisecond' AND name = ?
        """;
    return position(sql, length.toMillis() / 2, name);
  }

  private Optional<Position> taken(String name, Duration length) {
    String sql =
        """
        UPDATE cursor_position AS c
        SET owner = given.owner, lease_until = now() + given.length * interval '1 millisecond'
        FROM (SELECT CAST(? AS text) AS owner, CAST(? AS bigint) AS length) AS given
        WHERE c.name = ? AND (c.owner IS NULL OR c.owner = given.owner OR c.lease_until < now())
        RETURNING tx::text, seq
        """;
    return position(sql, length.toMillis(), name);
  }

  private Optional<Position> position(String sql, long millis, String name) {
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setLong(2, millis);
            statement.setString(3, name);
            ResultSet rows = statement.executeQuery();
            return rows.next() ? Optional.of(Position.of(rows, 1)) : Optional.empty();
          }
        });
  }

  /** Makes a lease last from now on; false when another process has it. */
  boolean renew(String name, Duration length) {
    return taken(name, length).isPresent();
  }

  /** Lets the next process begin at once. */
  void release(String name) {
    String sql =
        "UPDATE cursor_position SET owner = NULL, lease_until = NULL WHERE name = ? AND owner = ?";
    execute(sql, name, owner);
  }

  /**
   * Moves the cursor on; false when the lease was lost, or when an operator has {@link #set} the
   * cursor since: then it stays where it was set.
   */
  boolean advance(String name, Position from, Position to) {
    String sql =
        """
        UPDATE cursor_position SET tx = CAST(? AS xid8), seq = CAST(? AS bigint), updated_at = now()
        WHERE name = ? AND owner = ? AND tx = CAST(? AS xid8) AND seq = CAST(? AS bigint)
        """;
    return execute(sql, tx(to), seq(to), name, owner, tx(from), seq(from));
  }

  /**
   * Sets a cursor back or forward, whoever owns it: replay is an operator's decision. The consumer
   * gets the events again, after the batch that it has in hand.
   *
   * @return whether there is such a cursor
   */
  public boolean set(String name, Position position) {
    String sql =
        """
        UPDATE cursor_position SET tx = CAST(? AS xid8), seq = CAST(? AS bigint), updated_at = now()
        WHERE name = ?
        """;
    return execute(sql, tx(position), seq(position), name);
  }

  /** Where a cursor stands, whoever moves it; the start of the log when there is none. */
  public Position find(String name) {
    String sql = "SELECT tx::text, seq FROM cursor_position WHERE name = ?";
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            ResultSet rows = statement.executeQuery();
            return rows.next() ? Position.of(rows, 1) : Position.START;
          }
        });
  }

  private boolean execute(String sql, String... values) {
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static String tx(Position position) {
    return Long.toString(position.tx());
  }

  private static String seq(Position position) {
    return Long.toString(position.seq());
  }
}
