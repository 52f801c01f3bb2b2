package trunkline.warehouse.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.warehouse.ServedWarehouse;

class QueryApiTest {
  private static final String ENDLESS =
      "SELECT COUNT(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 7";

  private static final Path HOME = ServedWarehouse.filled();
  private static ServedWarehouse served;
  private static Client analyst;

  @BeforeAll
  static void start() {
    served =
        ServedWarehouse.start(
            HOME, "serving.queriesOfOneCaller", "3", "serving.queriesAtOnce", "2");
    analyst = served.client("acme", "warehouse:read");
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void question_isAnsweredInEachFormat() {
    String sql = "SELECT 7 AS n, 'a,\"b' AS t, NULL AS nothing, DATE '2026-01-31' AS d";
    Answer json = Expect.status(200, ServedWarehouse.ask(analyst, sql));
    assertEquals(
        "{\"columns\":[\"n\",\"t\",\"nothing\",\"d\"],\"rowCount\":1,\"isCut\":false,\"rows\":[\n"
            + "[7,\"a,\\\"b\",null,\"2026-01-31\"]]}",
        json.text());
    Answer csv = ServedWarehouse.ask(analyst, sql, "Accept", "text/csv");
    assertEquals("n,t,nothing,d\r\n7,\"a,\"\"b\",,2026-01-31\r\n", csv.text());
    Answer lines = ServedWarehouse.ask(analyst, sql, "Accept", "application/x-ndjson, */*;q=0.1");
    assertEquals(
        "{\"n\":7,\"t\":\"a,\\\"b\",\"nothing\":null,\"d\":\"2026-01-31\"}\n", lines.text());
    Answer asked =
        analyst.post("/warehouse/v1/query", "{\"sql\":\"SELECT 1 AS a\",\"format\":\"csv\"}");
    assertEquals("a\r\n1\r\n", asked.text());
  }

  @Test
  void orderOfTheQuestion_isTheOrderOfTheAnswer() {
    String sql = "SELECT range AS n FROM range(5000) ORDER BY n % 97, n DESC";
    StringBuilder expected = new StringBuilder();
    for (int rest = 0; rest < 97; rest++) {
      for (int n = 4999; n >= 0; n--) {
        expected.append(n % 97 == rest ? "[" + n + "]," : "");
      }
    }
    expected.setLength(expected.length() - 1);
    assertEquals("[" + expected + "]", ServedWarehouse.rows(analyst, sql));
  }

  @Test
  void moreRowsThanAskedFor_areCutAndToldSo() {
    Answer cut =
        analyst.post("/warehouse/v1/query", "{\"sql\":\"SELECT * FROM range(10)\",\"maxRows\":4}");
    assertEquals("true", cut.header("X-Result-Cut"));
    assertEquals("4", cut.header("X-Result-Count"));
    assertEquals(4, cut.json().path("rows").size());
    Answer whole =
        analyst.post("/warehouse/v1/query", "{\"sql\":\"SELECT * FROM range(4)\",\"maxRows\":4}");
    assertEquals("false", whole.header("X-Result-Cut"));
  }

  @Test
  void refusals_nameWhatIsWrong() {
    String path = "/warehouse/v1/query";
    Expect.refusal(401, "unauthenticated", ServedWarehouse.ask(served.stranger(), "SELECT 1"));
    Expect.refusal(
        403, "forbidden", ServedWarehouse.ask(served.client("acme", "tmf:read"), "SELECT 1"));
    Expect.refusal(404, "notFound", analyst.delete(path + "/no-such-query"));
    Expect.refusal(405, "methodNotAllowed", analyst.send("PUT", path, "{}"));
    Expect.refusal(
        406, "notAcceptable", ServedWarehouse.ask(analyst, "SELECT 1", "Accept", "image/png"));
    Expect.refusal(
        413, "bodyTooLarge", analyst.post(path, "{\"sql\":\"" + "x".repeat(17_000_000) + "\"}"));
    Expect.refusal(
        415,
        "unsupportedMediaType",
        analyst.send("POST", path, "SELECT 1", "Content-Type", "text/plain"));
    Expect.refusal(400, "malformedBody", analyst.post(path, "{"));
    Expect.refusal(400, "malformedBody", analyst.post(path, "[]"));
    Expect.refusal(400, "missingAttribute", analyst.post(path, "{}"));
    Expect.refusal(400, "missingAttribute", analyst.post(path, "{\"sql\":\" \"}"));
    Expect.refusal(400, "invalidAttribute", analyst.post(path, "{\"sql\":7}"));
    Expect.refusal(
        400, "invalidAttribute", analyst.post(path, "{\"sql\":\"SELECT 1\",\"rows\":1}"));
    Expect.refusal(
        400, "invalidAttribute", analyst.post(path, "{\"sql\":\"SELECT 1\",\"maxRows\":0}"));
    Expect.refusal(
        400, "unknownFormat", analyst.post(path, "{\"sql\":\"SELECT 1\",\"format\":\"xml\"}"));
    Expect.refusal(400, "notAQuery", ServedWarehouse.ask(analyst, "DROP VIEW marts.churn"));
    Expect.refusal(400, "queryFailed", ServedWarehouse.ask(analyst, "SELECT * FROM marts.nothing"));
    Expect.refusal(400, "queryFailed", ServedWarehouse.ask(analyst, "SELEC 1"));
    Expect.refusal(
        400,
        "notAQuery",
        ServedWarehouse.ask(analyst, "SELECT " + "abs(".repeat(200) + "1" + ")".repeat(200)));
  }

  @Test
  void mistakeInAQuestion_isToldWithItsPlace() {
    Answer answer = ServedWarehouse.ask(analyst, "SELECT nothing FROM marts.churn");
    Expect.refusal(400, "queryFailed", answer);
    assertTrue(answer.json().path("message").asText().contains("nothing"), answer.text());
  }

  @Test
  void callerCancelsItsQuery_andNobodyElseDoes() throws Exception {
    var running = begin(ENDLESS);
    String id = awaitRunning(analyst, 1).json().path(0).path("id").asText();
    Client other = served.client("bolt", "warehouse:read");
    assertEquals("[]", other.get("/warehouse/v1/query").text());
    Expect.refusal(404, "notFound", other.delete("/warehouse/v1/query/" + id));
    Expect.status(204, analyst.delete("/warehouse/v1/query/" + id));
    Expect.refusal(409, "cancelled", running.get());
    assertEquals("[]", analyst.get("/warehouse/v1/query").text());
  }

  @Test
  void queriesBeyondOnesPart_areRefused_andThoseThatWaitCanBeCancelled() throws Exception {
    var one = begin(ENDLESS);
    var two = begin(ENDLESS);
    awaitRunning(analyst, 2);
    var three = begin(ENDLESS);
    Answer all = awaitRunning(analyst, 3);
    Answer refused = ServedWarehouse.ask(analyst, "SELECT 1");
    Expect.refusal(429, "tooManyQueries", refused);
    assertEquals("5", refused.header("Retry-After"));
    all.json().forEach(query -> analyst.delete("/warehouse/v1/query/" + query.path("id").asText()));
    Expect.refusal(409, "cancelled", one.get());
    Expect.refusal(409, "cancelled", two.get());
    Expect.refusal(409, "cancelled", three.get());
    assertEquals("[[1]]", ServedWarehouse.rows(analyst, "SELECT 1"));
  }

  @Test
  void callersWhoHangUp_giveTheirTurnsBack_alsoWhereTheyWait() throws Exception {
    Socket one = asking(ENDLESS);
    Socket two = asking(ENDLESS);
    awaitRunning(analyst, 2);
    Socket waiting = asking(ENDLESS);
    awaitRunning(analyst, 3);
    long hungUp = System.nanoTime();
    waiting.close();
    two.close();
    one.close();
    awaitRunning(analyst, 0);
    assertEquals("[[1]]", ServedWarehouse.rows(analyst, "SELECT 1"));
    double millis = (System.nanoTime() - hungUp) / 1e6;
    System.out.printf("three turns were free %.0f ms after who had them hung up%n", millis);
    assertTrue(millis < 2_000, millis + " ms");
  }

  @Test
  void callerWhoWaitsInSilence_keepsHisQuery_andHisConnection() throws Exception {
    try (Socket socket = asking(ENDLESS)) {
      String id = awaitRunning(analyst, 1).json().path(0).path("id").asText();
      Thread.sleep(1_000);
      assertEquals(id, awaitRunning(analyst, 1).json().path(0).path("id").asText());
      var answers = socket.getInputStream();
      ask(socket, "SELECT 1"); // sent before the first is answered, and kept
      Expect.status(204, analyst.delete("/warehouse/v1/query/" + id));
      assertEquals("HTTP/1.1 409 Conflict", statusLine(answers));
      assertEquals("HTTP/1.1 200 OK", statusLine(answers));
      ask(socket, "SELECT 2");
      assertEquals("HTTP/1.1 200 OK", statusLine(answers));
    }
  }

  /** A connection over which somebody has asked and waits. */
  private static Socket asking(String sql) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), served.server().port());
    ask(socket, sql);
    return socket;
  }

  private static void ask(Socket socket, String sql) throws IOException {
    String body = Json.write(Map.of("sql", sql));
    String request =
        """
        POST /warehouse/v1/query HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(Issuer.shared().token("acme", "warehouse:read"), body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** The next line that begins an answer. */
  private static String statusLine(InputStream answers) throws IOException {
    var line = new StringBuilder();
    for (int c = answers.read(); c >= 0; c = answers.read()) {
      if (c == '\n') {
        line.setLength(0);
      } else if (c == '\r' && line.indexOf("HTTP/") >= 0) {
        return line.substring(line.indexOf("HTTP/"));
      } else {
        line.append((char) c);
      }
    }
    throw new AssertionError("the connection ended");
  }

  private static CompletableFuture<Answer> begin(String sql) {
    return CompletableFuture.supplyAsync(
        () -> ServedWarehouse.ask(analyst, sql), task -> Thread.ofVirtual().start(task));
  }

  private static Answer awaitRunning(Client client, int queries) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Answer answer = client.get("/warehouse/v1/query");
      if (answer.json().size() == queries) {
        return answer;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("never " + queries + " queries");
  }

  @Test
  void tables_areListedWithWhatTheyMean() {
    Answer answer = Expect.status(200, analyst.get("/warehouse/v1/tables"));
    var party =
        answer.json().findParents("name").stream()
            .filter(t -> t.path("name").asText().equals("core.dim_party"))
            .findFirst()
            .orElseThrow();
    assertEquals(2, party.path("rows").asInt());
    assertEquals(
        "one row per version of an individual or an organization", party.path("grain").asText());
    assertTrue(
        party
            .toString()
            .contains(
                "{\"name\":\"birth_date\",\"type\":\"date\",\"meaning\":\"null for an organization\",\"personal\":\"date\"}"),
        party.toString());
    Answer page = Expect.status(200, analyst.get("/warehouse/v1/lineage"));
    assertTrue(page.text().contains("<section id=\"marts.churn\">"));
  }

  @Test
  void export_isAFileThatOthersRead_andIsGoneHere() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(served.base() + "/warehouse/v1/export"))
            .header("Authorization", "Bearer " + Issuer.shared().token("acme", "warehouse:read"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.write(
                        Map.of(
                            "sql",
                            "SELECT tenant, birth_date FROM dim_party; -- all",
                            "format",
                            "parquet"))))
            .build();
    Path file = HOME.resolve("export.parquet");
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request, HttpResponse.BodyHandlers.ofFile(file));
      assertEquals(200, response.statusCode());
    }
    try (var engine = DriverManager.getConnection("jdbc:duckdb:");
        var rows =
            engine
                .createStatement()
                .executeQuery("SELECT COUNT(*), MIN(birth_date) FROM '" + file + "'")) {
      rows.next();
      assertEquals(2, rows.getInt(1));
      assertEquals("1980-01-01", rows.getString(2));
    }
    try (var left = Files.walk(HOME.resolve("lake/work"))) {
      assertTrue(left.noneMatch(path -> path.toString().endsWith(".parquet")));
    }
    Answer csv =
        analyst.post(
            "/warehouse/v1/export", "{\"sql\":\"SELECT 1 AS a, 'x,y' AS b\",\"format\":\"csv\"}");
    assertEquals("a,b\n1,\"x,y\"\n", csv.text());
    Expect.refusal(
        400, "notAQuery", analyst.post("/warehouse/v1/export", "{\"sql\":\"DELETE FROM x\"}"));
    Expect.refusal(
        400,
        "unknownFormat",
        analyst.post("/warehouse/v1/export", "{\"sql\":\"SELECT 1\",\"format\":\"avro\"}"));
  }

  @Test
  void interactiveQuestion_takesLessThanAPersonNotices() {
    ServedWarehouse.rows(analyst, "SELECT * FROM marts.churn");
    long began = System.nanoTime();
    int times = 20;
    for (int i = 0; i < times; i++) {
      ServedWarehouse.rows(
          analyst, "SELECT * FROM marts.churn JOIN core.dim_customer USING (tenant)");
    }
    double each = (System.nanoTime() - began) / 1e6 / times;
    System.out.printf("a question over two small tables: %.1f ms%n", each);
    assertTrue(each < 500, each + " ms");
  }

  @Test
  void refresh_isSeenByTheNextQuestion_whileTheServerRuns(@TempDir Path other) {
    ServedWarehouse.fill(other);
    try (ServedWarehouse fresh = ServedWarehouse.start(other)) {
      assertEquals(
          "[[2]]",
          ServedWarehouse.rows(
              fresh.client("acme", "warehouse:read"), "SELECT COUNT(*) FROM core.dim_customer"));
      ServedWarehouse.more(other, "acme", 3);
      assertEquals(
          "[[5]]",
          ServedWarehouse.rows(
              fresh.client("acme", "warehouse:read"), "SELECT COUNT(*) FROM core.dim_customer"));
    }
  }
}
