package trunkline.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import trunkline.bridge.load.ClientCredentials;
import trunkline.bridge.load.Delivery;
import trunkline.bridge.load.Retry;
import trunkline.bridge.state.StateAccess;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;

/** A bridge with an empty memory, for one test. */
record Bridge(DatabaseAccess database, Path folder, URI platform, int chunkRows) {
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
  static final Retry IMPATIENT =
      new Retry(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(20));

  static Bridge fresh(Path folder, URI platform, int chunkRows) {
    return new Bridge(Postgres.temporary().newDatabase(), folder, platform, chunkRows);
  }

  /** The same memory, another platform. */
  Bridge at(URI otherPlatform) {
    return new Bridge(database, folder, otherPlatform, chunkRows);
  }

  StateAccess state() {
    return new StateAccess(database.url(), database.owner(), database.ownerPassword());
  }

  MigrationConfig config() {
    return config(IMPATIENT);
  }

  MigrationConfig config(Retry retry) {
    return new MigrationConfig(state(), delivery(retry), quarantine(), Optional.empty(), false);
  }

  MigrationConfig newRun() {
    return new MigrationConfig(state(), delivery(IMPATIENT), quarantine(), Optional.empty(), true);
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
        "TRUNKLINE_BRIDGE_STATE_URL", database.url(),
        "TRUNKLINE_BRIDGE_STATE_USER", database.owner(),
        "TRUNKLINE_BRIDGE_STATE_PASSWORD", database.ownerPassword(),
        "TRUNKLINE_BRIDGE_QUARANTINE", folder.toString());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.url() + "?currentSchema=bridge", database.owner(), database.ownerPassword());
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private Delivery delivery(Retry retry) {
    var tokens =
        new ClientCredentials(platform, "bridge", "s3cret", "demo", InstantSource.system());
    return new Delivery(platform, tokens, retry, CALL_TIMEOUT, chunkRows, 0);
  }
}
