package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.MappingReader;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.source.JdbcSource;
import trunkline.bridge.source.Source;
import trunkline.local.postgres.DatabaseAccess;

/** A source that does not hold still is found out, and the account says what to do. */
class UnbalancedSourceTest {
  private final DatabaseAccess legacy = Legacy.DATABASE;

  @TempDir Path folder;

  @BeforeEach
  void fill() throws SQLException {
    run("DROP TABLE IF EXISTS people");
    run("CREATE TABLE people (id int PRIMARY KEY, name text, email text, fee text, gone text)");
    run(
        """
        INSERT INTO people SELECT n * 10, 'Person ' || n, 'p' || n || '@example.org', n || '.10', ''
        FROM generate_series(1, 25) AS n
        """);
  }

  @Test
  void rowAppearsBehindTheLoad_foundThenLoadedByANewRun() {
    unbalanced(
        "INSERT INTO people VALUES (15, 'Late', 'late@example.org', '1.00', '')",
        "after the start up to 50: 5 rows were loaded, now there are 6");
  }

  @Test
  void rowVanishesBehindTheLoad_found() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 5);
      Reconciliation account = during(platform, bridge, "DELETE FROM people WHERE id = 20");
      assertFalse(account.balanced());
      assertEquals(-1, account.difference());
      assertTrue(account.findings().toString().contains("5 rows were loaded, now there are 4"));

      Reconciliation again = migrate(bridge.newRun());
      assertFalse(again.balanced());
      assertTrue(
          again
              .findings()
              .toString()
              .contains("1 customers are on the platform whose rows this source has no more"),
          again.findings()::toString);
    }
  }

  @Test
  void rowChangesBehindTheLoad_foundThoughTheCountIsRight() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 5);
      Reconciliation account =
          during(platform, bridge, "UPDATE people SET name = 'Changed' WHERE id = 20");
      assertFalse(account.balanced());
      assertEquals(0, account.difference());
      assertTrue(
          account.findings().toString().contains("as many as were loaded, but not the same"));

      Reconciliation again = migrate(bridge.newRun());
      assertEquals(24, again.migrated());
      assertEquals(1, again.rejected());
      assertTrue(
          again.rejectedBy().containsKey("individual was migrated before with other values"));
      assertTrue(again.balanced(), again.findings()::toString);
    }
  }

  @Test
  void rowAppearsAfterTheEnd_nextCallLoadsIt() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 5);
      assertTrue(migrate(bridge.config()).balanced());
      run("INSERT INTO people VALUES (999, 'New', 'new@example.org', '1.00', '')");
      Reconciliation account = migrate(bridge.config());
      assertTrue(account.balanced(), account.findings()::toString);
      assertEquals(26, account.migrated());
      assertEquals(List.of(), account.findings());
      assertTrue(migrate(bridge.config()).nothingToDo());
    }
  }

  private void unbalanced(String change, String finding) {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 5);
      Reconciliation account = during(platform, bridge, change);
      assertFalse(account.balanced());
      assertTrue(account.findings().toString().contains(finding), account.findings()::toString);
      assertTrue(account.findings().toString().contains("run again with --new-run"));

      Reconciliation again = migrate(bridge.newRun());
      assertTrue(again.balanced(), again.findings()::toString);
      assertEquals(26, again.migrated());
      assertEquals(1, platform.mostWritesOfAKey());
      assertEquals(26, platform.list("customer").size());
    }
  }

  private Reconciliation during(ContractPlatform platform, Bridge bridge, String change) {
    platform.watch(
        new ContractPlatform.Watcher() {
          @Override
          public void beforeCommit(int call) {
            if (call == 10) {
              run(change);
            }
          }
        });
    return migrate(bridge.config());
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

  private void run(String sql) {
    try (Connection connection = legacy.connectAsOwner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
