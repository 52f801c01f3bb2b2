package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.ContractPlatform.Fault;
import trunkline.bridge.load.PlatformProblem;
import trunkline.bridge.load.Retry;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.MappingReader;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.source.JdbcSource;
import trunkline.bridge.source.Source;
import trunkline.bridge.state.StateProblem;
import trunkline.local.postgres.DatabaseAccess;

/** Rows that change between a write that was acknowledged to nobody and the run that continues. */
class DriftTest {
  private static final Retry NONE =
      new Retry(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

  private final DatabaseAccess legacy = Legacy.DATABASE;

  @TempDir Path folder;

  @Test
  void rowChangedMeanwhile_rejectedInsteadOfPassingForMigrated() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = diesAfterTheFirstWrite(platform);
      run("UPDATE people SET name = 'Changed' WHERE id = 2");
      Reconciliation account = migrate(bridge.config());
      assertEquals(4, account.migrated());
      assertEquals(
          Map.of("changed in the source after it had been written", 1L), account.rejectedBy());
      assertTrue(account.balanced(), account.findings()::toString);
      assertEquals(1, platform.mostWritesOfAKey());
    }
  }

  @Test
  void rowVanishedMeanwhile_foundThoughTheCountsAgree() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = diesAfterTheFirstWrite(platform);
      run("DELETE FROM people WHERE id = 2");
      Reconciliation account = migrate(bridge.config());
      assertEquals(0, account.difference());
      assertFalse(account.balanced());
      assertTrue(
          account.findings().toString().contains("1 rows were on their way"),
          account.findings()::toString);
    }
  }

  @Test
  void bridgeThatForgotEverything_saysThatItDidNotCompare() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      fill();
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      migrate(bridge.config());
      bridge.forget();
      Reconciliation account = migrate(bridge.config());
      assertEquals(5, account.migrated());
      assertEquals(
          Map.of(
              "was on the platform already and unknown to the bridge; its content was not compared",
              5L),
          account.explanations());
      assertEquals(1, platform.mostWritesOfAKey());
    }
  }

  @Test
  void platformGivesAnIdOfAnotherRow_stopsAndRecordsNothing() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      fill();
      migrate(Bridge.fresh(folder, platform.uri(), 10).config());
      Bridge other = Bridge.fresh(folder, platform.uri(), 10);
      StateProblem problem = assertThrows(StateProblem.class, () -> migrate(other.config()));
      assertTrue(String.valueOf(problem.getMessage()).contains("belongs to another row"));
      assertEquals(Set.of(), other.ids("customer", "1", "2", "3", "4", "5"));
    }
  }

  private Bridge diesAfterTheFirstWrite(ContractPlatform platform) throws SQLException {
    fill();
    platform.fail(Fault.ANSWER_LOST);
    Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
    assertThrows(PlatformProblem.class, () -> migrate(bridge.config(NONE)));
    assertEquals(5, platform.list("individual").size());
    return bridge;
  }

  private void fill() throws SQLException {
    run("DROP TABLE IF EXISTS people");
    run("CREATE TABLE people (id int PRIMARY KEY, name text, email text, fee text, gone text)");
    run(
        """
        INSERT INTO people SELECT n, 'Person ' || n, 'p' || n || '@example.org', n || '.10', ''
        FROM generate_series(1, 5) AS n
        """);
  }

  private Reconciliation migrate(MigrationConfig config) {
    String yaml =
        People.MAPPING.replace(
            "{kind: csv, encoding: UTF-8, key: [id]}", "{kind: jdbc, table: people, key: [id]}");
    Mapping mapping = MappingReader.read(yaml.getBytes(StandardCharsets.UTF_8));
    SourceSpec.Jdbc spec = (SourceSpec.Jdbc) mapping.source();
    try (Source source =
        new JdbcSource(legacy.url(), legacy.owner(), legacy.ownerPassword(), spec.sql())) {
      return Migration.run(config, mapping, source, ProgressListener.SILENT);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = legacy.connectAsOwner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
