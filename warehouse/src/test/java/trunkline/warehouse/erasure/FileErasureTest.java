package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.json.Json;
import trunkline.warehouse.LakeTraces;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.exchange.drop.FeedErasures.Went;
import trunkline.warehouse.model.ModelGraph;

/** A person who came in files is in no file after the refresh that brings the word. */
class FileErasureTest {
  private static final String JANE = "JaneZanzibarQuux";
  private static final String CHARGES =
      """
      files: "charges-*"
      columns: {account: VARCHAR, amount: "DECIMAL(18,2)", note: VARCHAR}
      personal: {account: id, note: text}
      person: [account]
      remains: [account, amount]
      mostRefused: 1
      """;
  private static final String VISITS =
      """
      files: "visits-*"
      format: ndjson
      columns: {tenant: VARCHAR, guest: VARCHAR, host: VARCHAR, shop: VARCHAR}
      personal: {guest: id, host: id, shop: text}
      person: [guest, host]
      """;
  private static final TableIdentifier CHARGE = TableIdentifier.of("landing_files", "charge");
  private static final TableIdentifier VISIT = TableIdentifier.of("landing_files", "visit");
  private static final String NOTED =
      """
      -- one row per account
      -- materialisation: table
      -- owner: finance
      -- key: [account]
      -- personal: {account: id, note: text}
      -- columns:
      --   account: whose it is
      --   note: the last in the order of letters
      SELECT account, MAX(note) AS note FROM {{ source('landing_files.charge') }} GROUP BY account
      """;

  @TempDir Path home;
  private LandingWriter landing;

  @BeforeEach
  void declare() throws IOException {
    Files.createDirectories(home.resolve("drop/feeds"));
    Files.createDirectories(home.resolve("drop/incoming"));
    feed("charge", CHARGES);
    feed("visit", VISITS);
    landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 2));
  }

  private void feed(String name, String yaml) throws IOException {
    Files.writeString(home.resolve("drop/feeds/" + name + ".yaml"), yaml);
  }

  private void send(String name, byte[] bytes) throws IOException {
    Path file = Files.write(home.resolve("drop/incoming").resolve(name), bytes);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private void send(String name, String text) throws IOException {
    send(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Jane and her account, between others. */
  private void sendAll() throws IOException {
    send(
        "charges-1.csv",
        "account,amount,note\njoe-1,1.50,Joe\njane-1,2.25,%1$s\njane-1,much,%1$s\n"
            .formatted(JANE));
    send("charges-2.csv", "account,amount,note\njoe-1,4,Joe again\njane-12,8,not she\n");
    send("charges-3.csv", "account,note\njane-1," + JANE + "\n");
    send("charges-4.csv", "account,note\njoe-1,Joe\n");
    send(
        "charges-5.csv",
        "account,amount,note\njane-1,16,%s\n".formatted(JANE).getBytes(StandardCharsets.UTF_16LE));
    send(
        "visits-1.ndjson.gz",
        gzip(
            "{\"tenant\":\"acme\",\"guest\":\"joe\",\"host\":\"jane\",\"shop\":\"%1$s\"}\n{\"tenant\":\"bolt\",\"guest\":\"jane\",\"shop\":\"of another telco\"}\n"
                .formatted(JANE)));
    send("visits-2.ndjson", "{\"tenant\":\"acme\",\"guest\":\"joe\",\"shop\":\"north\"}\n");
  }

  private void erase(long n, String... ids) {
    landing.write(List.of(LandedEvent.erasure(n, ids)));
  }

  private List<String> refresh() {
    var said = new ArrayList<String>();
    try (Warehouse warehouse =
        TestWarehouse.open(home, ModelGraph.of(Map.of("marts/noted", NOTED)))) {
      assertTrue(warehouse.refresh(said::add).isGood(), said.toString());
    }
    return said;
  }

  private String one(String sql) {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      return warehouse.query(sql).rows().toString();
    }
  }

  private List<Receipt> receipts() {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      return warehouse.erasures().done();
    }
  }

  /** Everywhere but in the landing, which the services write again. */
  private List<String> traces() throws IOException {
    return LakeTraces.in(home, JANE).stream().filter(file -> !file.startsWith("landing/")).toList();
  }

  private List<String> kept(String place) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("drop").resolve(place))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".receipt.json"))
          .map(name -> name.substring(0, name.lastIndexOf('.')))
          .sorted()
          .toList();
    }
  }

  @Test
  void instruction_leavesNothingOfThePersonInTablesKeptFilesAndQuarantine() throws IOException {
    sendAll();
    refresh();
    assertEquals(
        List.of("charges-1.csv", "charges-2.csv", "visits-1.ndjson.gz", "visits-2.ndjson"),
        kept("done"));
    assertEquals(List.of("charges-3.csv", "charges-4.csv", "charges-5.csv"), kept("refused"));
    assertEquals(7, traces().size(), () -> "and in a file of UTF-16: " + tracesNow());

    erase(3, "jane", "jane-1");
    refresh();
    assertEquals(List.of(), traces());
    assertEquals(
        "[[jane-1, 2.25, null], [jane-12, 8.00, not she], [joe-1, 1.50, Joe], [joe-1, 4.00, Joe again]]",
        one("SELECT account, amount, note FROM landing_files.charge ORDER BY ALL"));
    assertEquals(
        "[[acme, joe, north], [bolt, jane, of another telco]]",
        one("SELECT tenant, guest, shop FROM landing_files.visit ORDER BY ALL"));
    assertEquals("[[3, 2]]", one("SELECT COUNT(*), COUNT(note) FROM marts.noted"));
    assertEquals(List.of("charges-2.csv", "visits-2.ndjson"), kept("done"));
    assertEquals(List.of("charges-4.csv"), kept("refused"));
    try (Stream<Path> lines = Files.list(home.resolve("lake/quarantine/landing_files/charge"))) {
      assertEquals(List.of(), lines.toList());
    }

    Receipt receipt = receipts().getFirst();
    assertEquals(List.of(new Went(CHARGE, 1, 3), new Went(VISIT, 1, 1)), receipt.feeds());
    assertEquals(List.of(), receipt.notReached());
    assertEquals(3, erasedReceipts("customer-" + receipt.position()), "one beside each of charge");
    assertEquals(List.of(), refresh(), "nothing is left to do");
    assertEquals(receipts(), List.of(receipt));
  }

  /** Receipts of charges, of which the file has gone. */
  private long erasedReceipts(String erasure) throws IOException {
    long found = 0;
    for (String place : List.of("done", "refused")) {
      try (Stream<Path> files = Files.list(home.resolve("drop").resolve(place))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".receipt.json")).toList()) {
          var receipt = Json.parse(Files.readString(file));
          boolean isErased = receipt.path("erasedBy").path(0).asText().equals(erasure);
          if (isErased && receipt.path("feed").asText().equals("charge")) {
            assertEquals("", receipt.path("why").asText(), "a refusal can quote a value");
            found++;
          }
        }
      }
    }
    return found;
  }

  @Test
  void filesThatComeAgainOrLater_areObeyedAsWell() throws IOException {
    sendAll();
    erase(3, "jane", "jane-1");
    refresh();
    assertEquals(List.of(), traces());
    List<Receipt> first = receipts();
    LakeTraces.delete(home.resolve("drop/done"));
    sendAll();
    refresh();
    assertEquals(List.of(), traces(), "the same files, of which no receipt is left");
    sendAll();
    refresh();
    assertEquals(List.of(), traces(), "and once more");
    assertEquals(first.getFirst().feeds().getFirst().rows(), feed(CHARGE).rows());

    send("charges-7.csv", "account,amount,note\njane-1,32,%1$s\nsue-1,64,Sue\n".formatted(JANE));
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      warehouse.drop(line -> {});
    }
    assertEquals(2, traces().size(), () -> "in the table and in done/: " + tracesNow());
    refresh();
    assertEquals(List.of(), traces());
    assertEquals(
        "[[jane-1, null], [jane-1, null], [sue-1, Sue]]",
        one(
            "SELECT account, note FROM landing_files.charge WHERE account IN ('jane-1', 'sue-1') ORDER BY ALL"));
    assertEquals(2, feed(CHARGE).rows(), "the receipt tells of all that went");
    assertFalse(kept("done").contains("charges-7.csv"));
    assertEquals(List.of(), refresh());

    send("charges-8.csv", "note,account\n%s,jane-1\n".formatted(JANE));
    refresh();
    assertEquals(List.of(), traces(), "one that is refused");
  }

  private String tracesNow() {
    try {
      return traces().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Went feed(TableIdentifier table) {
    return receipts().getFirst().feeds().stream()
        .filter(went -> went.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void parquetFile_isReachedInDoneAndInRefused() throws IOException {
    feed(
        "call",
        "files: \"calls-*\"\nformat: parquet\ncolumns: {caller: VARCHAR, said: VARCHAR}\nperson: [caller]\n");
    parquet("calls-1.parquet", "SELECT 'jane' AS caller, '%s' AS said".formatted(JANE));
    parquet("calls-2.parquet", "SELECT 'jane' AS who, '%s' AS said".formatted(JANE));
    parquet("calls-3.parquet", "SELECT 'joe' AS caller, 'hello' AS said");
    refresh();
    assertEquals(3, traces().size(), traces()::toString);
    erase(3, "jane");
    refresh();
    assertEquals(List.of(), traces());
    assertEquals("[[joe, hello]]", one("SELECT caller, said FROM landing_files.call"));
    assertEquals(List.of("calls-3.parquet"), kept("done"));
    assertEquals(List.of(), kept("refused"));
  }

  private void parquet(String name, String select) throws IOException {
    Path file = home.resolve(name);
    try (var engine = EmbeddedEngine.open(new EngineSettings("512MB", 1, home.resolve("spill")))) {
      engine.execute("COPY (%s) TO %s (FORMAT parquet)".formatted(select, Literal.text(file)));
    }
    send(name, Files.readAllBytes(file));
    Files.delete(file);
  }

  @Test
  void feedThatDoesNotSayWhoseItsRowsAre_isToldOfOnceAndInTheReceipt() throws IOException {
    feed("visit", VISITS.replace("person: [guest, host]\n", ""));
    sendAll();
    erase(3, "jane", "jane-1");
    try (Warehouse warehouse = TestWarehouse.open(home, ModelGraph.of(Map.of()))) {
      var said = new ArrayList<String>();
      warehouse.refresh(said::add);
      warehouse.refresh(said::add);
      assertEquals(
          1,
          said.stream()
              .filter(line -> line.startsWith("landing_files.visit: erasures do not reach it"))
              .count(),
          said::toString);
    }
    assertEquals(List.of(VISIT), receipts().getFirst().notReached());
    assertTrue(traces().stream().allMatch(file -> file.contains("visit")), this::tracesNow);

    feed("visit", VISITS);
    refresh();
    assertEquals(List.of(), traces(), "once it says so, it is reached");
    assertEquals(List.of(), receipts().getFirst().notReached());

    Files.delete(home.resolve("drop/feeds/visit.yaml"));
    erase(4, "joe", "joe-1");
    refresh();
    assertEquals(List.of(VISIT), receipts().getLast().notReached(), "the table of no feed");
  }
}
