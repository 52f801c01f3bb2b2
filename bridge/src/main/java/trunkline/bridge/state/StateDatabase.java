package trunkline.bridge.state;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The bridge's own database, over one connection. The lock that keeps a second run out lives in the
 * same session as every checkpoint: whoever has lost the lock can't commit any more. One thread.
 */
public final class StateDatabase implements AutoCloseable {
  private static final String SCHEMA = "bridge";

  private final Connection connection;

  private StateDatabase(Connection connection) {
    this.connection = connection;
  }

  /** Something done in one transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /** Brings the schema up to date and connects. */
  public static StateDatabase open(StateAccess access) {
    Flyway.configure()
        .dataSource(access.url(), access.user(), access.password())
        .schemas(SCHEMA)
        .locations("classpath:trunkline/bridge/migrations")
        .load()
        .migrate();
    try {
      Properties properties = new Properties();
      properties.setProperty("user", access.user());
      properties.setProperty("password", access.password());
      properties.setProperty("currentSchema", SCHEMA);
      properties.setProperty("ApplicationName", "trunkline-bridge");
      Connection connection = DriverManager.getConnection(access.url(), properties);
      connection.setAutoCommit(false);
      return new StateDatabase(connection);
    } catch (SQLException e) {
      throw new StateProblem(e);
    }
  }

  /** Runs work in one transaction: all of it commits, or none. */
  public <T extends @Nullable Object> T inTransaction(Work<T> work) {
    try {
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollBack();
      throw new StateProblem(e);
    } catch (RuntimeException e) {
      rollBack();
      throw e;
    }
  }

  /** Keeps every other run of the same source out until this connection closes, however it does. */
  public void lock(String tenant, String name) {
    boolean locked = inTransaction(c -> tryLock(c, tenant + "/" + name));
    if (!locked) {
      throw new StateProblem(
          "another run of %s for tenant %s is going on; wait for it, or stop it"
              .formatted(name, tenant));
    }
  }

  private static boolean tryLock(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 4711))")) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException _) {
      // The first failure tells more; a broken connection rolls back by itself.
      return;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StateProblem(e);
    }
  }
}
