package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WarehouseCommandTest {
  @TempDir Path home;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void land() {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 3));
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(new WarehouseCommand(() -> TestWarehouse.config(home, 100)))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void refresh_saysWhatItDidAndThenThatNothingIsNew() {
    assertEquals(0, run("refresh"));
    assertTrue(out.toString().contains("customer: 3 events loaded"), out.toString());
    assertTrue(out.toString().contains("marts.churn: 1 rows"), out.toString());
    assertEquals(0, run("refresh"));
    assertEquals(
        List.of("nothing new; every table is up to date"),
        out.toString().lines().filter(line -> !line.contains(" warns: freshness ")).toList());
  }

  @Test
  void chosenModels_areRefreshedWithWhatTheyAreMadeFromOnly() {
    assertEquals(0, run("refresh", "--select", "+marts.churn"));
    assertTrue(out.toString().contains("marts.churn: 1 rows"), out.toString());
    assertFalse(out.toString().contains("ticket"), out.toString());
    assertEquals(1, run("refresh", "--select", "marts.nothing"));
    assertTrue(err.toString().contains("there is no model marts.nothing"), err.toString());
  }

  @Test
  void plan_saysWhatWouldRun_andRunsNothing() {
    assertEquals(0, run("plan", "--select", "+churn"));
    String first =
        """
        staging.stg_customer_event: new; in full
        core.dim_customer: new; in full
        core.customer_count: new; in full
        marts.churn: new; in full
        """;
    assertEquals(first, out.toString());
    run("refresh", "--select", "+churn");
    assertEquals(0, run("plan", "--select", "+churn"));
    assertEquals(
        "nothing to do; every table is up to date with what is loaded", out.toString().strip());
  }

  @Test
  void lineage_isWrittenAsOnePage() throws IOException {
    Path page = home.resolve("lineage.html");
    assertEquals(0, run("lineage", "--to", page.toString()));
    assertEquals(page.toUri().toString(), out.toString().strip());
    assertTrue(Files.readString(page).contains("<section id=\"marts.churn\">"));
    assertEquals(1, run("lineage", "--to", home.resolve("no/such/folder.html").toString()));
    assertTrue(err.toString().contains("can't be written"), err.toString());
  }

  @Test
  void query_answersInEachFormat() {
    run("refresh");
    String sql =
        "SELECT seq, 'a,\"b\"' AS text, NULL AS nothing FROM bronze.event ORDER BY seq LIMIT 1";
    assertEquals(0, run("query", sql));
    assertEquals(
        """
        seq  text   nothing
        ---  -----  -------
          1  a,"b"  -
        1 row
        """,
        out.toString());
    assertEquals(0, run("query", "--format", "csv", sql));
    assertEquals("seq,text,nothing\r\n1,\"a,\"\"b\"\"\",\r\n", out.toString());
    assertEquals(0, run("query", "--format=json", sql));
    assertEquals("{\"seq\":1,\"text\":\"a,\\\"b\\\"\",\"nothing\":null}\n", out.toString());
  }

  @Test
  void export_isWrittenWhole_inTheOrderOfTheQuestion() throws IOException {
    run("refresh", "--select", "stg_customer_event");
    Path csv = home.resolve("events.csv");
    assertEquals(
        0,
        run(
            "export",
            "SELECT seq, name FROM bronze.event JOIN stg_customer_event USING (seq) ORDER BY seq DESC;",
            "--to",
            csv.toString()));
    assertEquals("3 rows written to " + csv, out.toString().strip());
    assertEquals("seq,name\n3,Customer 3\n2,Customer 2\n1,Customer 1\n", Files.readString(csv));
    assertEquals(0, run("export", "SELECT 1", "--to", home.resolve("x.parquet").toString()));
    assertEquals(1, run("export", "SELECT 1", "--to", home.resolve("x.avro").toString()));
    assertTrue(err.toString().contains("there is no format avro"), err.toString());
    assertEquals(1, run("export", "DROP TABLE x", "--to", csv.toString()));
    assertEquals(1, run("export", "SELECT 1", "--to", home.resolve("no/folder.csv").toString()));
    assertTrue(err.toString().contains("can't be written"), err.toString());
  }

  @Test
  void drop_saysWhatItTook_orThatNothingCame() {
    assertEquals(0, run("drop"));
    assertTrue(out.toString().contains("nothing has arrived"), out.toString());
  }

  @Test
  void queryBeforeAnyRefresh_saysThatThereIsNoSuchTable() {
    assertEquals(1, run("query", "SELECT * FROM marts.churn"));
    assertTrue(err.toString().contains("churn"), err.toString());
  }

  @Test
  void write_isRefusedWithOneLine() {
    run("refresh");
    assertEquals(1, run("query", "DELETE FROM bronze.event"));
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void moreRowsThanTheLimit_areAnnounced() {
    run("refresh");
    assertEquals(0, run("query", "--limit=2", "SELECT seq FROM bronze.event"));
    assertTrue(out.toString().contains("2 rows, and there are more"), out.toString());
    run("query", "--limit=2", "--format=csv", "SELECT seq FROM bronze.event");
    assertTrue(err.toString().contains("more than 2 rows"), err.toString());
  }

  @Test
  void unknownFormatOrCommand_isAUsageError() {
    assertEquals(2, run("query", "--format=xml", "SELECT 1"));
    assertEquals(2, run());
  }

  @Test
  void status_showsTablesWatermarkAndTests() {
    run("refresh");
    assertEquals(0, run("status"));
    String said = out.toString();
    assertTrue(said.contains("one row per version of a customer"), said);
    assertTrue(said.contains("loaded to tx 701 seq 3"), said);
    assertTrue(said.contains("0 batches waiting"), said);
    assertTrue(said.contains("newest event 2026-01-31T12:00:03Z"), said);
    assertTrue(said.matches("(?s).*tests: [1-9][0-9]+ passed, 0 failed.*"), said);
  }

  @Test
  void damagedLanding_isToldAndTheExitCodeSaysSo() throws IOException {
    Path data =
        home.resolve("landing/customer/00000000000000000000-00000000000000000000.ndjson.gz");
    Files.writeString(data, "damaged");
    assertEquals(1, run("refresh"));
    assertTrue(err.toString().contains("is not the file its manifest describes"), err.toString());
  }
}
