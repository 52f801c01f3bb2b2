package trunkline.warehouse.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.warehouse.ServedWarehouse;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;

/** Whatever a caller asks: no personal value without the scope, no value of another telco. */
class MaskingAttackTest {
  /** In the lake, and never to be seen by the analyst of acme. */
  private static final List<String> SECRETS =
      List.of(
          "Jane",
          "Rita",
          "Secret",
          "Roe",
          "p-jane",
          "p-rita",
          "p-secret",
          "c-jane",
          "c-secret",
          "1980-05-17",
          "1991-11-30",
          "1970",
          "Irish",
          "bolt");

  private static final Path HOME = ServedWarehouse.filled();
  private static ServedWarehouse served;
  private static Client masked;
  private static Client clear;

  @BeforeAll
  static void start() {
    served = ServedWarehouse.start(HOME);
    masked = served.client("acme", "warehouse:read");
    clear = served.client("acme", "warehouse:read", "warehouse:read-personal");
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static void assertTellsNothing(String sql) {
    for (String accept : List.of("application/json", "text/csv", "application/x-ndjson")) {
      Answer answer = ServedWarehouse.ask(masked, sql, "Accept", accept);
      for (String secret : SECRETS) {
        boolean saidItself = sql.contains(secret); // an error may repeat the question
        assertTrue(saidItself || !answer.text().contains(secret), secret + " in " + answer.text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM bronze.event",
        "SELECT * FROM core.dim_party",
        "SELECT * FROM dim_customer",
        "SELECT COLUMNS('.*') FROM dim_party",
        "SELECT name AS n, p.name || '' AS m FROM dim_party AS p",
        "SELECT dim_party FROM dim_party",
        "SELECT to_json(p) FROM dim_party AS p",
        "SELECT list(name), string_agg(party_id, ','), min(name), max(birth_date) FROM dim_party",
        "WITH dim_party AS (SELECT * FROM core.dim_party) SELECT * FROM dim_party",
        "SUMMARIZE core.dim_party",
        "SUMMARIZE bronze.event",
        "SELECT * FROM (SUMMARIZE dim_customer)",
        "DESCRIBE dim_party",
        "SHOW ALL TABLES",
        "EXPLAIN SELECT * FROM dim_party WHERE name = 'x'",
        "EXPLAIN ANALYZE SELECT * FROM dim_party",
        // errors that would quote a value
        "SELECT CAST(name AS INTEGER) FROM dim_party",
        "SELECT CAST(party_id AS INTEGER) FROM dim_party",
        "SELECT CAST(tenant AS INTEGER) FROM dim_party",
        "SELECT * FROM dim_party WHERE CAST(tenant AS INTEGER) = 1",
        "SELECT * FROM dim_party WHERE CAST(party_kind AS INTEGER) = 1 AND tenant LIKE '%'",
        "SELECT error(tenant) FROM dim_party",
        "SELECT error(name) FROM dim_party",
        "SELECT CAST(resource AS JSON) FROM bronze.event",
        "SELECT json_extract(resource, '$.givenName') FROM bronze.event",
        "SELECT strptime(name, '%Y') FROM dim_party",
        // what the engine knows of files, views and itself
        "SELECT stats(name) FROM dim_party",
        "SELECT stats(tenant) FROM dim_party LIMIT 1",
        "SELECT p.tenant.stats() FROM dim_party AS p",
        "SELECT list_transform([tenant], t -> stats(t)) FROM dim_party",
        "SELECT * FROM parquet_metadata('x')",
        "SELECT * FROM read_parquet('x')",
        "SELECT * FROM glob('*')",
        "SELECT * FROM duckdb_views",
        "SELECT * FROM duckdb_views()",
        "SELECT * FROM information_schema.views",
        "SELECT * FROM pg_catalog.pg_views",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM duckdb_views, (WITH duckdb_views AS (SELECT 1) SELECT * FROM duckdb_views)",
        "SELECT * FROM sqlite_master, (WITH sqlite_master AS (SELECT 1) SELECT 2)",
        "SELECT pg_get_viewdef(1)",
        "SELECT current_setting('allowed_directories')",
        "SELECT getvariable('x')",
        "SHOW DATABASES",
        "SHOW TABLES FROM trunkline_whole",
        "SELECT * FROM trunkline_whole.\"core.dim_party\"",
        "SELECT * FROM \"trunkline_whole\".\"bronze.event\"",
        "SELECT * FROM memory.core.dim_party",
        "SELECT * FROM temp.trunkline_answer",
        "SELECT * FROM trunkline_answer",
        "DESCRIBE trunkline_whole.\"core.dim_party\"",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM query_table('core.dim_party')",
        "SELECT * FROM histogram_values('dim_party', 'name')",
        // rows of the other telco
        "SELECT DISTINCT tenant FROM bronze.event",
        "SELECT * FROM dim_party WHERE tenant <> 'acme' OR TRUE",
        "SELECT * FROM core.dim_party TABLESAMPLE 100%",
        "SELECT min(tenant), max(tenant) FROM marts.churn",
      })
  void attack_tellsNothing(String sql) {
    assertTellsNothing(sql);
  }

  /** What is asked for by its clear value is not there, so that guessing tells nothing. */
  @Test
  void conditionOnAClearValue_findsNothing() {
    for (String condition :
        List.of(
            "name = 'Jane Roe'",
            "name LIKE 'J%'",
            "party_id = 'p-jane'",
            "birth_date = DATE '1980-05-17'",
            "nationality = 'Irish'")) {
      String sql = "SELECT COUNT(*) FROM dim_party WHERE " + condition;
      assertEquals("[[0]]", ServedWarehouse.rows(masked, sql).replace("\n", ""), condition);
      assertNotEquals("[[0]]", ServedWarehouse.rows(clear, sql), condition);
    }
  }

  /** Nor can ids be tried out with the function that makes the pseudonyms. */
  @Test
  void pseudonymsFunction_isNotForQuestions() {
    String sql = "SELECT trunkline_pseudonym('acme', 'p-jane')";
    Expect.refusal(400, "notAQuery", ServedWarehouse.ask(masked, sql));
    Expect.refusal(
        400, "notAQuery", ServedWarehouse.ask(masked, sql.toUpperCase(java.util.Locale.ROOT)));
  }

  @Test
  void explain_isForWhoSeesAllOnly() {
    String sql = "EXPLAIN SELECT * FROM dim_party";
    Expect.refusal(403, "forbidden", ServedWarehouse.ask(masked, sql));
    Expect.refusal(403, "forbidden", ServedWarehouse.ask(clear, sql));
    Expect.status(200, ServedWarehouse.ask(served.owner(), sql));
  }

  @Test
  void pseudonyms_joinAndCount_andAreTheSameAfterARestart() {
    String sql =
        """
        SELECT COUNT(DISTINCT c.party_id) FROM dim_customer AS c
        JOIN dim_party AS p ON p.tenant = c.tenant AND p.party_id = c.party_id
        JOIN bronze.event AS e ON e.tenant = p.tenant AND e.resource_id = p.party_id
        """;
    assertEquals("[[2]]", ServedWarehouse.rows(masked, sql));
    String ids = "SELECT party_id FROM dim_party ORDER BY birth_date";
    String before = ServedWarehouse.rows(masked, ids);
    assertTrue(before.matches("\\[\\[\"[0-9a-f]{32}\"],\\[\"[0-9a-f]{32}\"]]"), before);
    try (ServedWarehouse again = ServedWarehouse.start(HOME)) {
      assertEquals(before, ServedWarehouse.rows(again.client("acme", "warehouse:read"), ids));
    }
    try (ServedWarehouse other =
        ServedWarehouse.start(
            HOME, "serving.pseudonymKey", "another key of thirty-two characters")) {
      assertNotEquals(before, ServedWarehouse.rows(other.client("acme", "warehouse:read"), ids));
    }
  }

  @Test
  void maskedRow_keepsWhatIsNotPersonal() {
    assertEquals(
        "[[\"acme\",\"individual\",null,\"1980-01-01\",null],[\"acme\",\"individual\",null,\"1991-01-01\",null]]",
        ServedWarehouse.rows(
            masked,
            "SELECT tenant, party_kind, name, birth_date, nationality FROM dim_party ORDER BY birth_date"));
  }

  @Test
  void exportOfAMaskedCaller_isMasked() {
    Answer csv =
        masked.post(
            "/warehouse/v1/export", "{\"sql\":\"SELECT * FROM dim_party\",\"format\":\"csv\"}");
    Expect.status(200, csv);
    assertEquals(3, csv.text().lines().count());
    SECRETS.forEach(secret -> assertFalse(csv.text().contains(secret), secret));
  }

  @Test
  void clearRole_seesItsOwnTelcoOnly_andTheOwnerSeesAll() {
    String sql = "SELECT name FROM dim_party ORDER BY name";
    assertEquals("[[\"Jane Roe\"],[\"Rita Doe\"]]", ServedWarehouse.rows(clear, sql));
    assertEquals(
        "[[\"Jane Roe\"],[\"Rita Doe\"],[\"Secret Person\"]]",
        ServedWarehouse.rows(served.owner(), sql));
    assertEquals(
        "[[2]]",
        ServedWarehouse.rows(
            served.client("acme", "warehouse:read", "warehouse:all-tenants"),
            "SELECT COUNT(DISTINCT tenant) FROM dim_party"));
  }

  @Test
  void feed_isMaskedAsItDeclares(@TempDir Path other) throws Exception {
    Path drop = other.resolve("drop");
    Files.createDirectories(drop.resolve("feeds"));
    Files.createDirectories(drop.resolve("incoming"));
    Files.writeString(
        drop.resolve("feeds/visit.yaml"),
        """
        files: "visits-*"
        quiet: PT0S
        columns: {tenant: VARCHAR, person: VARCHAR, visitor: VARCHAR, born: DATE, shop: VARCHAR}
        personal: {person: id, visitor: name, born: date}
        """);
    Files.writeString(
        drop.resolve("incoming/visits-1.csv"),
        "tenant,person,visitor,born,shop\nacme,p-jane,Jane,1980-05-17,north\nbolt,p-secret,Secret,1970-12-24,south\n");
    Thread.sleep(50); // quiet for a moment
    try (Warehouse warehouse = TestWarehouse.open(other)) {
      assertTrue(warehouse.drop(line -> {}).getFirst().isGood());
    }
    try (ServedWarehouse fresh = ServedWarehouse.start(other)) {
      Client analyst = fresh.client("acme", "warehouse:read");
      String seen =
          ServedWarehouse.rows(
              analyst, "SELECT visitor, born, shop, length(person) FROM landing_files.visit");
      assertEquals("[[null,\"1980-01-01\",\"north\",32]]", seen);
    }
  }

  @Test
  void clearAnswer_isOnRecordBeforeItLeaves_andAMaskedOneIsNone() throws Exception {
    String mark = "record_of_one_read";
    String sql =
        "SELECT name AS record_of_one_read FROM dim_party /* Zanzibar */ WHERE name NOT IN ('Zanzibar', E'Zanzi\\bar') AND length(name) < 4711 LIMIT 100";
    ServedWarehouse.rows(masked, sql);
    assertEquals(0, records(mark));
    ServedWarehouse.rows(clear, sql);
    assertEquals(1, records(mark));
    String record = records().stream().filter(r -> r.contains(mark)).findFirst().orElseThrow();
    assertFalse(
        record.contains("Zanzi") || record.contains("4711"), "whom it looked for: " + record);
    assertTrue(record.contains("(length(\\\"name\\\") < '?')"), record);
    assertTrue(record.contains("\"subject\":\"tester\",\"tenant\":\"acme\""), record);
    assertTrue(record.contains("\"tables\":[\"core.dim_party\"],\"rows\":2"), record);
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve("lake/audit"))));
  }

  private static long records(String sql) throws Exception {
    return records().stream().filter(line -> line.contains(sql)).count();
  }

  private static List<String> records() throws Exception {
    var records = new ArrayList<String>();
    try (var files = Files.walk(HOME.resolve("lake/audit"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        records.add(Files.readString(file));
      }
    }
    return records;
  }

  @Test
  void recordThatCanNotBeWritten_lowersNoWall(@TempDir Path other) throws Exception {
    ServedWarehouse.fill(other);
    try (ServedWarehouse blocked = ServedWarehouse.start(other)) {
      Files.delete(other.resolve("lake/audit"));
      Files.writeString(other.resolve("lake/audit"), "a file where the folder should be");
      Client reader = blocked.client("acme", "warehouse:read", "warehouse:read-personal");
      Answer answer = ServedWarehouse.ask(reader, "SELECT name FROM dim_party");
      Expect.refusal(503, "auditUnavailable", answer);
      assertFalse(answer.text().contains("Jane"));
    }
  }
}
