package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.exchange.drop.DropReceipt;
import trunkline.warehouse.exchange.snowflake.SnowflakeStandIn.Fault;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.refusal.Refusal;

/** Rows come from Snowflake as files do: judged, once each, with a receipt. */
class SnowflakePullTest {
  private static final String SINCE =
      """
      rows: one row per invoice
      snowflake: {table: telco.published.invoice, watermark: changed_at}
      columns: {id: BIGINT, amount: "DECIMAL(18,2)", note: VARCHAR, changed_at: TIMESTAMPTZ, day: DATE, since: TIMESTAMP, ok: BOOLEAN, ratio: DOUBLE}
      key: [id]
      personal: {note: text}
      """;
  private static final String WHOLE =
      """
      snowflake: {query: "SELECT ID, NOTE FROM \\"TELCO\\".\\"PUBLISHED\\".\\"INVOICE\\" WHERE ID < 100"}
      columns: {id: BIGINT, note: VARCHAR}
      """;

  @TempDir Path home;
  @TempDir Path far;
  private SnowflakeStandIn standIn;
  private Warehouse warehouse;

  @BeforeEach
  void start() throws Exception {
    standIn = TestSnowflake.start(far);
    standIn.execute(
        """
        CREATE TABLE "TELCO"."PUBLISHED"."INVOICE" (ID BIGINT, AMOUNT DECIMAL(38,2), NOTE VARCHAR,
          CHANGED_AT TIMESTAMPTZ, DAY DATE, SINCE TIMESTAMP, OK BOOLEAN, RATIO DOUBLE)
        """);
    invoices(1, 5);
    warehouse = TestWarehouse.open(home);
  }

  @AfterEach
  void stop() {
    warehouse.close();
    assertEquals(List.of(), standIn.unexpected());
    standIn.close();
  }

  /** One a second, each a little after it; the third has an empty note and the fourth none. */
  private void invoices(int first, int last) throws Exception {
    standIn.execute(
        """
        INSERT INTO "TELCO"."PUBLISHED"."INVOICE"
        SELECT n, n + 0.25, CASE n WHEN 3 THEN '' WHEN 4 THEN NULL ELSE 'it''s "ü",
        line' END, TIMESTAMPTZ '2026-01-31 12:00:00.000001+00' + to_seconds(n),
          DATE '2026-02-01', TIMESTAMP '2026-02-01 00:00:00.5', n %% 2 = 0, n / 3
        FROM range(%d, %d) AS t(n)
        """
            .formatted(first, last + 1));
  }

  private void declare(String feed, String yaml) throws IOException {
    Files.createDirectories(home.resolve("drop/feeds"));
    Files.writeString(home.resolve("drop/feeds/" + feed + ".yaml"), yaml);
  }

  private List<DropReceipt> pull(String... feeds) {
    return warehouse.pull(TestSnowflake.config(standIn), List.of(feeds), line -> {});
  }

  private long rows(String feed) {
    return TestWarehouse.number(warehouse, "SELECT COUNT(*) FROM landing_files." + feed);
  }

  @Test
  void everyRowAndType_isHere_andOnlyNewOnesComeLater() throws Exception {
    declare("invoice", SINCE);
    DropReceipt receipt = pull().getFirst();
    assertTrue(receipt.isGood(), receipt.toString());
    assertEquals(5, receipt.loaded());
    assertEquals(List.of(), pull("invoice"));
    invoices(6, 8);
    assertEquals(3, pull("invoice").getFirst().loaded());
    assertEquals(8, rows("invoice"));
    assertEquals(
        "[[3, 3.25, , 2026-01-31T12:00:03.000001Z, 2026-02-01, 2026-02-01 00:00:00.5, false, 1.0], [4, 4.25, null, 2026-01-31T12:00:04.000001Z, 2026-02-01, 2026-02-01 00:00:00.5, true, 1.3333333333333333]]",
        warehouse
            .query(
                "SELECT id, amount, note, changed_at, day, since, ok, ratio FROM landing_files.invoice WHERE id IN (3, 4) ORDER BY id")
            .rows()
            .toString());
    assertEquals(
        List.of("it's \"ü\",\nline"),
        warehouse.query("SELECT note FROM landing_files.invoice WHERE id = 8").rows().getFirst());
    try (var done = Files.list(home.resolve("drop/done"))) {
      assertEquals(4, done.count(), "two files, each with its receipt");
    }
  }

  @Test
  void whole_comesAgainOnlyWhenItChanged_alsoBackToWhatItWas() throws Exception {
    declare("small", WHOLE);
    assertEquals(5, pull("small").getFirst().loaded());
    assertEquals(List.of(), pull("small"));
    invoices(6, 6);
    assertEquals(6, pull("small").getFirst().loaded());
    standIn.execute("DELETE FROM \"TELCO\".\"PUBLISHED\".\"INVOICE\" WHERE ID = 6");
    assertEquals(5, pull("small").getFirst().loaded());
    assertEquals(16, rows("small"));
    assertEquals(
        5,
        TestWarehouse.number(
            warehouse,
            "SELECT COUNT(*) FROM landing_files.small WHERE loaded_at = (SELECT MAX(loaded_at) FROM landing_files.small)"));
  }

  /** The erased row had the greatest watermark, so it is the one that is fetched again. */
  @Test
  void erasedRow_goes_alsoWhenItIsPulledAgain() throws Exception {
    declare("invoice", SINCE + "person: [id]\n");
    LandingWriter landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 1));
    landing.write(List.of(LandedEvent.erasure(2, "5")));
    try (Warehouse own = TestWarehouse.open(home, ModelGraph.of(Map.of()))) {
      assertEquals(5, pull().getFirst().loaded());
      own.refresh();
      assertEquals(4, rows("invoice"));
      assertEquals(1, pull().getFirst().loaded());
      own.refresh();
      assertEquals(4, rows("invoice"));
      assertEquals("duplicate", pull().getFirst().outcome());
      own.refresh();
      assertEquals(4, rows("invoice"));
      assertEquals(2, own.erasures().done().getFirst().feeds().getFirst().rows());
    }
    try (var done = Files.list(home.resolve("drop/done"))) {
      assertTrue(done.allMatch(file -> file.toString().endsWith(".receipt.json")));
    }
  }

  @Test
  void badRows_goToQuarantine_andTheRestIsLoaded() throws Exception {
    declare("invoice", SINCE.replace("amount: \"DECIMAL(18,2)\"", "amount: \"DECIMAL(4,2)\""));
    standIn.execute("UPDATE \"TELCO\".\"PUBLISHED\".\"INVOICE\" SET AMOUNT = 12345 WHERE ID = 2");
    DropReceipt receipt = pull().getFirst();
    assertEquals(List.of(5L, 4L, 1L), List.of(receipt.rows(), receipt.loaded(), receipt.refused()));
    try (var files = Files.list(home.resolve("lake/quarantine/landing_files/invoice"))) {
      String line = Files.readString(files.findFirst().orElseThrow());
      assertTrue(line.contains("amount is no DECIMAL(4,2): 12345"), line);
    }
  }

  @Test
  void columnThatIsNotThere_isToldInSnowflakesWords() throws Exception {
    declare(
        "invoice", SINCE.replace("note: VARCHAR", "remark: VARCHAR").replace("{note:", "{remark:"));
    Refusal refusal = assertThrows(Refusal.class, () -> pull());
    assertTrue(refusal.getMessage().contains("REMARK"), refusal.getMessage());
    assertFalse(Files.exists(home.resolve("drop/done")), "nothing was loaded");
  }

  /** Broken off after every statement, which is before the next one; then repeated. */
  @Test
  void brokenOffAtEveryStatement_everyRowIsHereOnce() throws Exception {
    declare("invoice", SINCE);
    int before = standIn.statements().size();
    pull();
    int needed = standIn.statements().size() - before;
    int last = 5;
    for (int n = 1; n <= needed; n++) {
      invoices(last + 1, last + 2);
      last += 2;
      standIn.failAt(n, Fault.LOST_AFTER);
      assertThrows(Refusal.class, () -> pull());
      standIn.failAt(0, Fault.LOST_AFTER);
      pull();
      assertEquals(last, rows("invoice"));
      assertEquals(
          last,
          TestWarehouse.number(warehouse, "SELECT COUNT(DISTINCT id) FROM landing_files.invoice"));
    }
    assertTrue(needed >= 7, "statements: " + needed);
    try (var left = Files.list(home.resolve("drop/fetching"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void feedThatIsNotDeclared_isRefused() throws Exception {
    declare("invoice", SINCE);
    Refusal refusal = assertThrows(Refusal.class, () -> pull("other"));
    assertEquals(Refusal.Code.FEED_UNKNOWN, refusal.code());
    assertEquals(List.of(), standIn.statements());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snowflake: {table: \"a; DROP TABLE b\"}\ncolumns: {a: VARCHAR}|other than as TABLE",
        "snowflake: {query: \"SELECT 1; DROP TABLE b\"}\ncolumns: {a: VARCHAR}|without a semicolon",
        "snowflake: {query: \"DELETE FROM b\"}\ncolumns: {a: VARCHAR}|not one SELECT",
        "snowflake: {query: \"SELECT 1 -- x\"}\ncolumns: {a: VARCHAR}|or a comment",
        "snowflake: {}\ncolumns: {a: VARCHAR}|no table and no query",
        "snowflake: {table: a, watermark: b}\ncolumns: {a: VARCHAR}|has a watermark that is no",
        "snowflake: {table: a, watermark: a}\ncolumns: {a: VARCHAR}|has a watermark that is no",
        "snowflake: {table: a}\nfiles: \"x-*\"\ncolumns: {a: VARCHAR}|both files and snowflake",
        "snowflake: {table: a}\nformat: csv\ncolumns: {a: VARCHAR}|by parquet only",
        "snowflake: {table: a}\ncolumns: {\"a\\\" FROM b\": VARCHAR}|can't have a column",
      })
  void mistakeInADeclaration_isNamed_andNothingIsAsked(String yamlAndWhy) throws IOException {
    String[] parts = yamlAndWhy.split("\\|", 2);
    declare("wrong", parts[0]);
    Refusal refusal = assertThrows(Refusal.class, () -> pull());
    assertEquals(Refusal.Code.FEED_INVALID, refusal.code());
    assertTrue(refusal.getMessage().contains(parts[1]), refusal.getMessage());
    assertFalse(standIn.statements().stream().anyMatch(sql -> sql.contains("DROP")));
  }
}
