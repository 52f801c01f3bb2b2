package trunkline.warehouse.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.refusal.Refusal;

class QueryLockdownTest {
  @TempDir static Path home;
  private static Warehouse warehouse;

  @BeforeAll
  static void load() {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 10));
    warehouse = TestWarehouse.open(home);
    assertTrue(warehouse.refresh().isGood());
  }

  @AfterAll
  static void close() {
    warehouse.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO 'out.csv'",
        "copy bronze.event to 'out.parquet'",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "LOAD json",
        "SET memory_limit = '1GB'",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CREATE TABLE t (a INT)",
        "CREATE VIEW v AS SELECT 1",
        "DROP VIEW marts.churn",
        "INSERT INTO bronze.event SELECT * FROM bronze.event",
        "DELETE FROM bronze.event",
        "UPDATE bronze.event SET tenant = 'x'",
        "EXPORT DATABASE 'x'",
        "CALL duckdb_settings()",
        "CHECKPOINT",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY (SELECT 1) TO 'out.csv'",
        "EXPLAIN COPY (SELECT 1) TO 'out.csv'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO 'out.csv'",
        "/* SELECT */ DROP VIEW marts.churn",
        "-- SELECT\nDROP VIEW marts.churn",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM (SELECT * FROM read_text('/etc/passwd')) AS t",
        "WITH t AS (SELECT * FROM read_blob('/etc/passwd')) SELECT * FROM t",
        "SELECT (SELECT content FROM read_text('/etc/passwd'))",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM \"secrets.csv\"",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM query('SELECT 1')",
        "DESCRIBE SELECT * FROM read_csv('/etc/passwd')",
        "SUMMARIZE SELECT * FROM read_csv('/etc/passwd')",
        "EXPLAIN SELECT * FROM read_csv('/etc/passwd')",
        "",
        "   "
      })
  void anythingButAQuestionOverTables_isRefused(String sql) {
    Refusal refusal = assertThrows(Refusal.class, () -> warehouse.query(sql));
    assertEquals(Refusal.Code.NOT_A_QUERY, refusal.code(), refusal.getMessage());
    assertFalse(Files.exists(Path.of("out.csv")));
    assertEquals(10, TestWarehouse.rows(warehouse));
  }

  /** The guard is the first wall; this is the second one, behind it. */
  @Test
  void lockedEngine_readsNothingOutsideTheTables() throws IOException {
    Path secret = Files.writeString(home.resolve("secret.csv"), "a\n1\n");
    try (Lake lake = Lake.open(home.resolve("lake"))) {
      var settings = new EngineSettings("256MB", 1, lake.spillFolder());
      var queries = new QueryEngine(lake, settings, Duration.ofSeconds(5));
      for (String file : List.of("/etc/passwd", secret.toString(), lake.folder() + "/catalog.db")) {
        String read = "SELECT * FROM read_text('" + file + "')";
        Refusal refusal =
            assertThrows(
                Refusal.class,
                () -> {
                  try (var engine = EmbeddedEngine.open(settings)) {
                    queries.askLocked(engine, read, 1);
                  }
                });
        String said = refusal.getMessage();
        assertTrue(said.contains("disabled by configuration"), said);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM bronze.event",
        "  select 1",
        "-- why\nSELECT 1",
        "WITH e AS (SELECT * FROM bronze.event) SELECT COUNT(*) FROM e",
        "SHOW TABLES",
        "SHOW ALL TABLES",
        "DESCRIBE marts.churn",
        "SUMMARIZE marts.churn",
        "EXPLAIN SELECT * FROM marts.churn",
        "explain analyze SELECT * FROM marts.churn",
        "SELECT * FROM range(3)",
        "VALUES (1)",
        "SELECT 'COPY; DROP' AS harmless;",
      })
  void questions_areAnswered(String sql) {
    assertFalse(warehouse.query(sql).rows().isEmpty());
  }

  @Test
  void mistakeInAQuestion_isToldAsSuch() {
    assertEquals(
        Refusal.Code.QUERY_FAILED,
        assertThrows(Refusal.class, () -> warehouse.query("SELEC 1")).code());
    Refusal refusal =
        assertThrows(Refusal.class, () -> warehouse.query("SELECT nothing FROM marts.churn"));
    assertEquals(Refusal.Code.QUERY_FAILED, refusal.code());
    assertTrue(refusal.getMessage().contains("nothing"), refusal.getMessage());
  }

  @Test
  void endlessQuestion_isStopped() {
    try (Lake lake = Lake.open(home.resolve("lake"))) {
      var settings = new EngineSettings("256MB", 1, lake.spillFolder());
      var engine = new QueryEngine(lake, settings, Duration.ofSeconds(1));
      Refusal refusal =
          assertThrows(
              Refusal.class,
              () ->
                  engine.ask(
                      "SELECT COUNT(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 7",
                      10));
      assertEquals(Refusal.Code.QUERY_TIMEOUT, refusal.code(), refusal.getMessage());
    }
  }

  @Test
  void moreRowsThanAskedFor_areCutAndToldSo() {
    QueryResult result = warehouse.query("SELECT seq FROM bronze.event", 4);
    assertEquals(4, result.rows().size());
    assertTrue(result.isCut());
    assertFalse(warehouse.query("SELECT seq FROM bronze.event", 10).isCut());
  }
}
