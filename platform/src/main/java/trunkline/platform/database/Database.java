package trunkline.platform.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * A service's database. Every connection that it lends is bound to one tenant (the session setting
 * {@code trunkline.tenant}, which the row-security policies read), so a forgotten WHERE shows
 * nothing of another tenant.
 *
 * <p>Binding costs a round trip only when a pooled connection last served another tenant. Safe to
 * use from any thread.
 */
public final class Database implements AutoCloseable {
  /**
   * Sees the events of every tenant; for cursors, which serve all. No tenant can have this name.
   */
  public static final String ALL_TENANTS = "*";

  private static final int IDLE_CONNECTIONS = 4;

  /** The transaction that the current thread works in, so that calls within it join it. */
  private record Open(Database database, String tenant, Connection connection) {}

  private static final ScopedValue<Open> TRANSACTION = ScopedValue.newInstance();

  private final CompletableFuture<HikariDataSource> opening;
  private final Cache<Connection, String> tenantOf = Caffeine.newBuilder().weakKeys().build();

  private Database(CompletableFuture<HikariDataSource> opening) {
    this.opening = opening;
  }

  /**
   * Brings the schema up to date, then opens the pool. {@code migrations} are class path folders,
   * run in the order of version; the platform's grow too, so one may come after a service's that
   * has a higher version.
   */
  public static Database open(String name, DatabaseConfig config, String... migrations) {
    Database database = opening(name, config, migrations);
    database.awaitOpen();
    return database;
  }

  /** The same beside what else starts: who works with it before it is open waits. */
  public static Database opening(String name, DatabaseConfig config, String... migrations) {
    return new Database(
        CompletableFuture.supplyAsync(
            () -> pool(name, config, migrations),
            Thread.ofPlatform().name(name + " opens")::start));
  }

  /** Waits until it is open; fails as the opening did. */
  public void awaitOpen() {
    pool();
  }

  private HikariDataSource pool() {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static HikariDataSource pool(String name, DatabaseConfig config, String... migrations) {
    new Migrations(migrations).bringUpToDate(config);
    var hikari = new HikariConfig();
    hikari.setPoolName(name);
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.poolSize());
    // the others are made as they are needed: each log-in costs a starting service a key derivation
    hikari.setMinimumIdle(Math.min(config.poolSize(), IDLE_CONNECTIONS));
    hikari.setConnectionTimeout(5_000);
    hikari.addDataSourceProperty("ApplicationName", name);
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    // an answer that comes later than the server's own limit never comes: the connection is dead
    Duration patience = config.statementTimeout().plusSeconds(5);
    hikari.addDataSourceProperty("socketTimeout", Long.toString(patience.toSeconds()));
    // a failure's detail quotes the row, which is personal data; messages reach the log
    hikari.addDataSourceProperty("logServerErrorDetail", "false");
    hikari.addDataSourceProperty(
        "options", "-c TimeZone=UTC -c statement_timeout=" + config.statementTimeout().toMillis());
    return new HikariDataSource(hikari);
  }

  /**
   * Runs work in which each statement commits by itself; within {@link #inTransaction} it joins the
   * transaction instead.
   */
  public <T extends @Nullable Object> T call(String tenant, SqlWork<T> work) {
    try {
      if (isInTransaction()) {
        return work.run(joined(tenant));
      }
      try (Connection connection = pool().getConnection()) {
        bind(connection, tenant);
        return work.run(connection);
      }
    } catch (SQLException e) {
      throw new DatabaseFailure(e);
    }
  }

  /** Whether the current thread works within {@link #inTransaction}. */
  public boolean isInTransaction() {
    return TRANSACTION.isBound() && TRANSACTION.get().database() == this;
  }

  private static Connection joined(String tenant) {
    Open open = TRANSACTION.get();
    if (!open.tenant().equals(tenant)) {
      throw new IllegalStateException("a transaction is of one tenant");
    }
    return open.connection();
  }

  /**
   * Runs work in one transaction: all of it commits, or none, and so does every {@link #call} for
   * the same tenant that the work makes on this thread. One within another joins it.
   */
  public <T extends @Nullable Object> T inTransaction(String tenant, SqlWork<T> work) {
    return call(
        tenant,
        connection -> {
          if (!connection.getAutoCommit()) {
            return work.run(connection);
          }
          connection.setAutoCommit(false);
          var open = new Open(this, tenant, connection);
          try {
            T result = ScopedValue.where(TRANSACTION, open).call(() -> work.run(connection));
            connection.commit();
            connection.setAutoCommit(true);
            return result;
          } catch (Throwable e) { // an Error too: to give the connection back commits what is open
            undo(connection, e);
            throw e;
          }
        });
  }

  /** A connection that can't roll back is broken: the pool finds that out and closes it. */
  private static void undo(Connection connection, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private void bind(Connection connection, String tenant) throws SQLException {
    Connection physical = connection.unwrap(PgConnection.class);
    if (tenant.equals(tenantOf.getIfPresent(physical))) {
      return;
    }
    try (var statement =
        connection.prepareStatement("SELECT set_config('trunkline.tenant', ?, false)")) {
      statement.setString(1, tenant);
      statement.execute();
    }
    tenantOf.put(physical, tenant);
  }

  @Override
  public void close() {
    pool().close();
  }
}
