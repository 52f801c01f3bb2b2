package trunkline.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import trunkline.bridge.load.Delivery;
import trunkline.bridge.load.Retry;
import trunkline.bridge.state.StateAccess;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.landing.LandingConfig;
import trunkline.platform.security.ClientCredentials;

/**
 * A bridge that remembers nothing yet, for one test: it has a tenant of its own. All share one
 * database, because a database a test is thousands of files to delete at the end.
 */
record Bridge(String tenant, Path folder, URI platform, int chunkRows) {
  private static final DatabaseAccess DATABASE = Postgres.temporary().newDatabase();
  private static final AtomicInteger TENANTS = new AtomicInteger();

  static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
  static final Retry IMPATIENT =
      new Retry(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(20));

  static Bridge fresh(Path folder, URI platform, int chunkRows) {
    return new Bridge("tenant-" + TENANTS.incrementAndGet(), folder, platform, chunkRows);
  }

  /** The same memory, another platform. */
  Bridge at(URI otherPlatform) {
    return new Bridge(tenant, folder, otherPlatform, chunkRows);
  }

  /** Loses its memory, and every other bridge's with it. */
  void forget() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement("TRUNCATE system CASCADE")) {
      statement.execute();
    }
  }

  StateAccess state() {
    return new StateAccess(DATABASE.url(), DATABASE.owner(), DATABASE.ownerPassword());
  }

  MigrationConfig config() {
    return config(IMPATIENT);
  }

  MigrationConfig config(Retry retry) {
    return new MigrationConfig(
        state(),
        delivery(retry),
        quarantine(),
        landing(),
        InstantSource.system(),
        Optional.of(tenant),
        false);
  }

  MigrationConfig newRun() {
    return new MigrationConfig(
        state(),
        delivery(IMPATIENT),
        quarantine(),
        landing(),
        InstantSource.system(),
        Optional.of(tenant),
        true);
  }

  private Optional<LandingConfig> landing() {
    return Optional.of(new LandingConfig(folder.resolve("landing"), Duration.ZERO));
  }

  Path quarantine() {
    return folder.resolve("quarantine.csv");
  }

  /** The environment of a bridge in a process of its own. */
  Map<String, String> environment() {
    return Map.of(
        "TRUNKLINE_BRIDGE_PLATFORM", platform.toString(),
        "TRUNKLINE_BRIDGE_ISSUER", platform.toString(),
        "TRUNKLINE_BRIDGE_CLIENT_SECRET", "s3cret",
        "TRUNKLINE_BRIDGE_STATE_URL", DATABASE.url(),
        "TRUNKLINE_BRIDGE_STATE_USER", DATABASE.owner(),
        "TRUNKLINE_BRIDGE_STATE_PASSWORD", DATABASE.ownerPassword(),
        "TRUNKLINE_BRIDGE_QUARANTINE", folder.toString());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        DATABASE.url() + "?currentSchema=bridge", DATABASE.owner(), DATABASE.ownerPassword());
  }

  /** The platform's ids of a resource that legacy keys lead to, each once. */
  Set<String> ids(String resource, String... sourceKeys) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT platform_id.platform_id
                FROM platform_id JOIN system ON system.id = platform_id.system_id
                WHERE system.tenant = ? AND resource = ? AND source_key = ANY (?)
                """)) {
      statement.setString(1, tenant);
      statement.setString(2, resource);
      statement.setArray(3, connection.createArrayOf("text", sourceKeys));
      Set<String> ids = new HashSet<>();
      ResultSet result = statement.executeQuery();
      while (result.next()) {
        ids.add(result.getString(1));
      }
      return ids;
    }
  }

  /** Whether some bridge waits for a lock in the database. */
  boolean isBlocked() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT count(*) > 0 FROM pg_stat_activity
                WHERE application_name = 'trunkline-bridge' AND wait_event_type = 'Lock'
                """)) {
      ResultSet result = statement.executeQuery();
      return result.next() && result.getBoolean(1);
    }
  }

  private Delivery delivery(Retry retry) {
    var tokens =
        new ClientCredentials(
            platform.resolve("/token"), "bridge", "s3cret", tenant, InstantSource.system());
    return new Delivery(platform, tokens, retry, CALL_TIMEOUT, chunkRows, 0);
  }
}
