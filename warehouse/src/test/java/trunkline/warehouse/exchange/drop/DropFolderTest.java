package trunkline.warehouse.exchange.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.json.Json;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.refusal.Refusal;

/** Files as people send them. */
class DropFolderTest {
  private static final String FEED =
      """
      rows: one row per charge
      files: "charges-*.csv*"
      columns: {account: VARCHAR, amount: "DECIMAL(18,2)", charged_on: DATE, note: VARCHAR}
      key: [account, charged_on]
      personal: {account: id}
      """;
  private static final String NAMES = "account,amount,charged_on,note\n";

  @TempDir Path home;
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    declare("charge", FEED);
    warehouse = TestWarehouse.open(home);
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private void declare(String feed, String yaml) throws IOException {
    Files.createDirectories(home.resolve("drop/feeds"));
    Files.createDirectories(home.resolve("drop/incoming"));
    Files.writeString(home.resolve("drop/feeds/" + feed + ".yaml"), yaml);
  }

  /** A file that nobody has written to for a while. */
  private Path send(String name, byte[] bytes) throws IOException {
    Path file = Files.write(home.resolve("drop/incoming").resolve(name), bytes);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private Path send(String name, String text) throws IOException {
    return send(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private DropReceipt drop() {
    List<DropReceipt> receipts = warehouse.drop(line -> {});
    assertEquals(1, receipts.size(), receipts.toString());
    return receipts.getFirst();
  }

  private void assertRefused(String why) {
    DropReceipt receipt = drop();
    assertEquals("refused", receipt.outcome(), receipt.toString());
    assertTrue(receipt.why().contains(why), receipt.why());
    assertEquals(0, rows());
  }

  private long rows() {
    return TestWarehouse.number(warehouse, "SELECT COUNT(*) FROM landing_files.charge");
  }

  private String table() {
    return warehouse
        .query(
            "SELECT account, amount, charged_on, note, file_line FROM charge ORDER BY file_line"
                .replace("FROM charge", "FROM landing_files.charge"))
        .rows()
        .toString();
  }

  private List<String> quarantine() throws IOException {
    Path folder = home.resolve("lake/quarantine/landing_files/charge");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return Files.readAllLines(files.findFirst().orElseThrow());
    }
  }

  @Test
  void file_isLoadedWithItsReceiptBesideIt() throws IOException {
    send(
        "charges-1.csv",
        NAMES + "a1,12.50,2026-01-31,\"said \"\"no\"\",\ntwice\"\na2,-3,2026-01-31,\n");
    DropReceipt receipt = drop();
    assertTrue(receipt.isGood());
    assertEquals(
        "[[a1, 12.50, 2026-01-31, said \"no\",\ntwice, 2], [a2, -3.00, 2026-01-31, null, 4]]",
        table());
    Path beside = home.resolve("drop/done/charges-1.csv." + receipt.digest().substring(0, 16));
    assertTrue(Files.exists(beside));
    var json = Json.parse(Files.readString(Path.of(beside + ".receipt.json")));
    assertEquals("loaded", json.path("outcome").asText());
    assertEquals(2, json.path("rows").asLong());
    assertEquals(receipt.digest(), json.path("sha256").asText());
    assertTrue(warehouse.drop(line -> {}).isEmpty());
  }

  @Test
  void sameContentUnderAnotherName_isLoadedOnce() throws IOException {
    send("charges-1.csv", NAMES + "a1,1,2026-01-31,\n");
    assertEquals("loaded", drop().outcome());
    send("charges-again.csv", NAMES + "a1,1,2026-01-31,\n");
    assertEquals("duplicate", drop().outcome());
    assertEquals(1, rows());
  }

  @Test
  void badRows_goToQuarantineWithLineAndReason() throws IOException {
    send(
        "charges-1.csv",
        NAMES
            + "a1,1,2026-01-31,good\n"
            + "a2,one,2026-01-31,\n"
            + "a3,1,31.01.2026,\n"
            + ",1,2026-01-31,\n"
            + "a1,2,2026-01-31,again\n"
            + "a5,1\n"
            + "a6,1,2026-01-31,x,y\n");
    DropReceipt receipt = drop();
    assertEquals(List.of(7L, 1L, 6L), List.of(receipt.rows(), receipt.loaded(), receipt.refused()));
    assertFalse(receipt.isGood());
    assertEquals(1, rows());
    List<String> told =
        quarantine().stream()
            .map(Json::parse)
            .map(line -> line.path("line").asText() + " " + line.path("reason").asText())
            .toList();
    assertEquals(
        List.of(
            "3 amount is no DECIMAL(18,2): one",
            "4 charged_on is no DATE: 31.01.2026",
            "5 account of the key is missing",
            "6 its key stands in an earlier line",
            "7 it has 2 values and not 4",
            "8 it has 5 values and not 4"),
        told);
  }

  @Test
  void tooManyBadRows_refuseTheWholeFile() throws IOException {
    declare("charge", FEED + "mostRefused: 1\n");
    send("charges-1.csv", NAMES + "a1,1,2026-01-31,\na2,x,2026-01-31,\na3,x,2026-01-31,\n");
    assertRefused("2 of its 3 rows are bad");
  }

  @Test
  void byteOrderMarkAndColumnsInAnotherOrder_areRead() throws IOException {
    send("charges-1.csv", "\uFEFFnote,charged_on,account,amount\r\nü,2026-01-31,a1,1\r\n");
    assertTrue(drop().isGood());
    assertEquals("[[a1, 1.00, 2026-01-31, ü, 2]]", table());
  }

  @Test
  void latin1SentAsUtf8_isFoundByItsRow_andReadWhereDeclared() throws IOException {
    byte[] latin =
        (NAMES + "a1,1,2026-01-31,Jürgen\na2,1,2026-01-31,plain\n")
            .getBytes(Charset.forName("iso-8859-1"));
    send("charges-1.csv", latin);
    DropReceipt receipt = drop();
    assertEquals(1, receipt.refused());
    assertTrue(quarantine().getFirst().contains("bytes that are not of the feed's encoding"));
    declare(
        "letter",
        "files: \"letters-*\"\nencoding: iso-8859-1\ndelimiter: \";\"\ncolumns: {name: VARCHAR, sent: BOOLEAN}\n");
    send("letters-1.csv", "name;sent\nJürgen;true\n".getBytes(Charset.forName("iso-8859-1")));
    assertTrue(drop().isGood());
    assertEquals(
        "[[Jürgen, true]]",
        warehouse.query("SELECT name, sent FROM landing_files.letter").rows().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|it is empty",
        "account,amount,charged_on\na1,1,2026-01-31\n|missing [note]",
        "account,amount,charged_on,note,more\na1,1,2026-01-31,x,y\n|unknown [more]",
        "account,account,charged_on,note\n|missing [amount]",
        "account,amount,charged_on,note\na1,1,2026-01-31,\"never closed\na2,1,2026-01-31,x\n|its quotes do not close",
      })
  void brokenFile_isRefusedWhole(String fileAndWhy) throws IOException {
    String[] parts = fileAndWhy.split("\\|", 2);
    send("charges-1.csv", parts[0]);
    assertRefused(parts[1]);
    try (var refused = Files.list(home.resolve("drop/refused"))) {
      assertEquals(2, refused.count(), "the file and its receipt");
    }
  }

  @Test
  void fileWithNamesOnly_isGoodAndEmpty() throws IOException {
    send("charges-1.csv", NAMES);
    assertTrue(drop().isGood());
    assertEquals(0, rows());
  }

  @Test
  void packedFile_isUnpacked_andACutOneRefused() throws IOException {
    byte[] packed = gzip(NAMES + "a1,1,2026-01-31,\n".repeat(1) + "b,2,2026-01-31,\n");
    send("charges-1.csv.gz", Arrays.copyOf(packed, packed.length - 12));
    assertRefused("can't be unpacked to its end");
    send("charges-2.csv.gz", packed);
    assertTrue(drop().isGood());
    assertEquals(2, rows());
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void linesOfJson_areRead() throws IOException {
    declare(
        "visit",
        "files: \"visits-*\"\nformat: ndjson\ncolumns: {shop: VARCHAR, people: BIGINT}\nkey: [shop]\n");
    send(
        "visits-1.ndjson",
        "{\"shop\":\"north\",\"people\":7}\n\n{\"people\":null,\"shop\":\"south\"}\n{\"shop\":\n[1]\n{\"shop\":\"x\",\"more\":1}\n");
    DropReceipt receipt = drop();
    assertEquals(List.of(5L, 2L, 3L), List.of(receipt.rows(), receipt.loaded(), receipt.refused()));
    assertEquals(
        "[[north, 7], [south, null]]",
        warehouse
            .query("SELECT shop, people FROM landing_files.visit ORDER BY shop")
            .rows()
            .toString());
  }

  @Test
  void fileThatIsNotComplete_isLeftAlone() throws IOException {
    Path fresh = home.resolve("drop/incoming/charges-1.csv");
    Files.writeString(fresh, NAMES);
    Files.createSymbolicLink(
        home.resolve("drop/incoming/charges-link.csv"), Files.createTempFile("x", "y"));
    send("other.txt", "not of any feed");
    assertTrue(warehouse.drop(line -> {}).isEmpty());
    assertTrue(Files.exists(fresh));
    declare("charge", FEED + "complete: done\n");
    send("charges-1.csv", NAMES + "a1,1,2026-01-31,\n");
    assertTrue(warehouse.drop(line -> {}).isEmpty());
    send("charges-1.csv.done", "");
    assertTrue(drop().isGood());
  }

  @Test
  void digestThatDoesNotFit_refusesTheFile() throws IOException {
    declare("charge", FEED + "complete: sha256\n");
    send("charges-1.csv", NAMES + "a1,1,2026-01-31,\n");
    send("charges-1.csv.sha256", "0".repeat(64) + "  charges-1.csv\n");
    assertRefused("not the file whose SHA-256 came with it");
  }

  /** As after kill -9 between commit and receipt: the file still lies in taking. */
  @Test
  void crashAfterTheCommit_loadsNothingTwice_andStillGivesAReceipt() throws IOException {
    Path file = send("charges-1.csv", NAMES + "a1,1,2026-01-31,\n");
    byte[] bytes = Files.readAllBytes(file);
    assertEquals("loaded", drop().outcome());
    try (var done = Files.list(home.resolve("drop/done"))) {
      for (Path left : done.toList()) {
        Files.delete(left);
      }
    }
    Files.write(home.resolve("drop/taking/charges-1.csv"), bytes);
    DropReceipt again = drop();
    assertEquals("loaded", again.outcome());
    assertEquals(1, again.loaded());
    assertEquals(1, rows());
  }

  @Test
  void model_refersToAFeed_andRefreshTakesItsFiles() throws IOException {
    String model =
        """
        -- one row per account
        -- materialisation: table
        -- owner: finance
        -- key: [account]
        -- personal: {account: id}
        -- columns:
        --   account: whose it is
        --   total: what was charged
        SELECT account, CAST(SUM(amount) AS DECIMAL(18, 2)) AS total
        FROM {{ source('landing_files.charge') }} GROUP BY account
        """;
    send("charges-1.csv", NAMES + "a1,1.50,2026-01-30,\na1,2.25,2026-01-31,\n");
    var models = ModelGraph.of(Map.of("marts/charged", model));
    try (Warehouse own = TestWarehouse.open(home, models)) {
      assertTrue(own.refresh().isGood());
      assertEquals("[[a1, 3.75]]", own.query("SELECT * FROM marts.charged").rows().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files: \"x-*\"|has no columns",
        "files: \"x-*\"\ncolumns: {a: TEXT}|gives a the type TEXT",
        "files: \"../x\"\ncolumns: {a: VARCHAR}|no pattern of names",
        "files: \"x-*\"\ncolumns: {\"a\\\"; DROP\": VARCHAR}|can't have a column",
        "files: \"x-*\"\ncolumns: {a: VARCHAR}\nkey: [b]|key that is no column",
        "files: \"x-*\"\nformat: xml\ncolumns: {a: VARCHAR}|format other than",
        "files: \"x-*\"\nencoding: klingon\ncolumns: {a: VARCHAR}|klingon",
        "files: \"x-*\"\nquiet: soon\ncolumns: {a: VARCHAR}|duration",
        "files: \"x-*\"\ncolumns: {a: VARCHAR}\nperson: [b]|person what is no column",
        "files: \"x-*\"\ncolumns: {a: VARCHAR, b: DATE}\nremains: [b]|not in person who that is",
        "files: \"x-*\"\ncolumns: {a: VARCHAR}\nperson: [a]\nremains: [a]|or all columns",
        "files: \"x-*\"\ncolumns: {a: VARCHAR, b: DATE}\nperson: [a]\npersonal: {b: date}\nremains: [b]|another kind than id",
        "fiels: \"x-*\"|can't be read",
      })
  void mistakeInADeclaration_isNamed(String yamlAndWhy) throws IOException {
    String[] parts = yamlAndWhy.split("\\|", 2);
    declare("wrong", parts[0]);
    Refusal refusal = assertThrows(Refusal.class, () -> warehouse.drop(line -> {}));
    assertEquals(Refusal.Code.FEED_INVALID, refusal.code());
    assertTrue(refusal.getMessage().contains(parts[1]), refusal.getMessage());
  }

  @Test
  void aMillionRows_areQuick() throws IOException {
    var text = new StringBuilder(NAMES);
    for (int i = 0; i < 1_000_000; i++) {
      text.append('a').append(i).append(",1.25,2026-01-31,some words\n");
    }
    send("charges-1.csv", text.toString());
    long began = System.nanoTime();
    assertEquals(1_000_000, drop().loaded());
    System.out.printf("a million rows in %,d ms%n", (System.nanoTime() - began) / 1_000_000);
    assertEquals(1_000_000, rows());
  }
}
