package trunkline.platform.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseConfig;
import trunkline.platform.testing.TestDatabase;

/** A service's database without a service, and events written by hand. */
public final class LogUnderTest implements AutoCloseable {
  private final DatabaseAccess access;
  private final Database database;
  private final EventLog log;

  private LogUnderTest(DatabaseAccess access) {
    this.access = access;
    this.database = Database.open("log-test", config(access), migrations());
    this.log = new EventLog(database);
  }

  public static LogUnderTest open() {
    return new LogUnderTest(Postgres.temporary().newDatabase());
  }

  public static DatabaseConfig config(DatabaseAccess access) {
    return TestDatabase.config(access, 8, Duration.ofSeconds(10));
  }

  public static String migrations() {
    return "classpath:trunkline/platform/migrations";
  }

  public DatabaseAccess access() {
    return access;
  }

  public Database database() {
    return database;
  }

  public EventLog log() {
    return log;
  }

  public CursorPositions positions(String owner) {
    return new CursorPositions(database, owner);
  }

  /** A session of its own that commits when it is told to. */
  public Connection writer(String tenant) throws SQLException {
    Connection connection = access.connect();
    bind(connection, tenant);
    connection.setAutoCommit(false);
    return connection;
  }

  public static void bind(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('trunkline.tenant', ?, false)")) {
      statement.setString(1, tenant);
      statement.execute();
    }
  }

  /** Writes an event and answers its id. */
  public static String append(Connection connection, String tenant, Instant time)
      throws SQLException {
    String id = UUID.randomUUID().toString();
    String sql =
        """
        INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
        VALUES (?, CAST(? AS uuid), 'NoteCreateEvent', CAST(? AS timestamptz), 'c', 'note', ?, 1, '{"name":"n"}')
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant);
      statement.setString(2, id);
      statement.setString(3, time.toString());
      statement.setString(4, id);
      statement.executeUpdate();
    }
    return id;
  }

  public static String append(Connection connection, String tenant) throws SQLException {
    return append(connection, tenant, Instant.now());
  }

  /** Writes and commits so many events, each in a transaction of its own. */
  public List<String> commit(int events) {
    try (Connection writer = writer("acme")) {
      var ids = new ArrayList<String>();
      for (int i = 0; i < events; i++) {
        ids.add(append(writer, "acme"));
        writer.commit();
      }
      log.appended();
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every committed event's id in the order of its position, whatever a reader may see yet. */
  public List<String> everything() throws SQLException {
    try (Connection owner = access.connectAsOwner();
        PreparedStatement statement =
            owner.prepareStatement("SELECT event_id::text FROM event ORDER BY tx, seq")) {
      var ids = new ArrayList<String>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }

  public void asOwner(String sql) throws SQLException {
    try (Connection owner = access.connectAsOwner();
        PreparedStatement statement = owner.prepareStatement(sql)) {
      statement.execute();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
