package trunkline.local.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trunkline.platform.json.Json;

@Timeout(60)
class EdgeTest {
  private static final String PARTY = "/tmf-api/party/v4/individual";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static EchoService service;
  private static Edge edge;

  @BeforeAll
  static void start() {
    service = new EchoService(0);
    edge = Edge.start("127.0.0.1", 0, Map.of("customer", service.port()));
  }

  @AfterAll
  static void stop() {
    edge.close();
    service.close();
  }

  @Test
  void query_goesOnByteForByte() throws Exception {
    String query =
        "name=a%2Cb,c;d&age%3E=5&validFor.startDateTime>=2020-01-01T00:00:00%2B02:00"
            + "&filter=$[?(@.x=='y'|@.z)]&plus=a+b&empty=&flag";
    JsonNode seen = body(RawHttp.get(edge.port(), PARTY + "?" + query));
    assertEquals(query, seen.path("query").asText());
  }

  @Test
  void path_goesOnByteForByte() throws Exception {
    JsonNode seen = body(RawHttp.get(edge.port(), PARTY + "/a%2Fb%20c;v=1"));
    assertEquals(PARTY + "/a%2Fb%20c;v=1", seen.path("path").asText());
  }

  @Test
  void everyMethod_goesOnWithItsBody() throws Exception {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      var seen = echo(method, BodyPublishers.ofString("{}"), "application/json-patch-query+json");
      assertEquals(method, seen.path("method").asText());
      assertEquals(sha256("{}".getBytes(StandardCharsets.UTF_8)), seen.path("sha256").asText());
      assertEquals(
          "application/json-patch-query+json", seen.path("headers").path("content-type").asText());
    }
    for (String method : List.of("GET", "DELETE", "OPTIONS")) {
      assertEquals(method, echo(method, BodyPublishers.noBody(), "text/x").path("method").asText());
    }
  }

  @Test
  void bigBody_passesBothWays() throws Exception {
    byte[] body = new byte[15 * 1024 * 1024];
    new Random(1).nextBytes(body);
    assertEquals(
        sha256(body),
        echo("POST", BodyPublishers.ofByteArray(body), "application/x-ndjson")
            .path("sha256")
            .asText());
    var back =
        HTTP.send(
            request(PARTY + "/back")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            BodyHandlers.ofByteArray());
    assertEquals(sha256(body), sha256(back.body()));
  }

  @Test
  void refusalBeforeTheBodyIsRead_arrives() throws Exception {
    var answer =
        HTTP.send(
            request(PARTY + "/refused")
                .POST(BodyPublishers.ofByteArray(new byte[15 * 1024 * 1024]))
                .build(),
            BodyHandlers.ofString());
    assertEquals(401, answer.statusCode());
    assertEquals("no body was read", answer.body());
  }

  @Test
  void answersStatusAndHeaders_comeBack() throws Exception {
    var answer = get(PARTY + "/headers");
    assertEquals(201, answer.statusCode());
    assertEquals("made", answer.body());
    var headers = answer.headers();
    assertEquals(
        List.of("http://127.0.0.1:8080/tmf-api/party/v4/individual/42"),
        headers.allValues("Location"));
    assertEquals(List.of("<http://x/?a=1&offset=2>; rel=\"next\""), headers.allValues("Link"));
    assertEquals(List.of("\"3\""), headers.allValues("ETag"));
    assertEquals(List.of("1000"), headers.allValues("X-Total-Count"));
    assertEquals("one, two", String.join(", ", headers.allValues("X-Two")));
    assertTrue(headers.firstValue("X-Mine").isEmpty(), "a header of the other connection");
  }

  @Test
  void answerWithoutBody_staysWithout() throws Exception {
    assertEquals(204, get(PARTY + "/nothing").statusCode());
    var unchanged = get(PARTY + "/unchanged");
    assertEquals(304, unchanged.statusCode());
    assertEquals("\"7\"", unchanged.headers().firstValue("ETag").orElse(""));
  }

  /** The service here answers HEAD with a body, as Helidon lets it. */
  @Test
  void head_hasNoBodyAndSpoilsNoConnection() throws Exception {
    for (String path : List.of(PARTY + "/headers", "/nobody")) {
      String answer =
          RawHttp.exchange(
              edge.port(), "HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(answer.endsWith("\r\n\r\n"), answer);
      assertEquals("GET", echo("GET", BodyPublishers.noBody(), "a/b").path("method").asText());
    }
  }

  @Test
  void way_isToldToTheService() throws Exception {
    String request =
        """
        GET /tmf-api/party/v4/individual HTTP/1.1
        Host: api.example.org
        X-Forwarded-Host: forged
        X-Secret: hop
        Connection: close, X-Secret

        """
            .replace("\n", "\r\n");
    JsonNode headers = body(RawHttp.exchange(edge.port(), request)).path("headers");
    assertEquals("api.example.org", headers.path("x-forwarded-host").asText());
    assertEquals("http", headers.path("x-forwarded-proto").asText());
    assertEquals("127.0.0.1", headers.path("x-forwarded-for").asText());
    assertTrue(headers.path("x-secret").isMissingNode());
    assertTrue(headers.path("traceparent").asText().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
  }

  @Test
  void traceOfTheClient_isKept() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    var answer =
        HTTP.send(request(PARTY).header("traceparent", trace).build(), BodyHandlers.ofString());
    assertEquals(trace, Json.parse(answer.body()).path("headers").path("traceparent").asText());
  }

  @Test
  void basicWithToken_becomesBearer() throws Exception {
    assertEquals("Bearer aaa.bbb-_.ccc", authorizationSeen("token:aaa.bbb-_.ccc"));
  }

  @Test
  void otherBasic_isNotTouched() throws Exception {
    for (String pair : List.of("ola:aaa.bbb.ccc", "token:not a token", "token:")) {
      assertTrue(authorizationSeen(pair).startsWith("Basic "), pair);
    }
  }

  @Test
  void pathOfNobody_is404() throws Exception {
    for (String path :
        List.of(
            "/",
            "/tmf-api/party/v4x/individual",
            "/tmf-api/party",
            "/bulk/v1/secret",
            PARTY + "/../../../../health/ready",
            PARTY + "/%2e%2e/x")) {
      String answer = RawHttp.get(edge.port(), path);
      assertTrue(answer.startsWith("HTTP/1.1 404"), path + ": " + answer);
      assertEquals("404", body(answer).path("status").asText());
    }
  }

  /** Only announced: a client that is still sending when it is refused may never see why. */
  @Test
  void bodyOverTheLimit_is413() throws Exception {
    String answer =
        RawHttp.exchange(
            edge.port(),
            "POST " + PARTY + " HTTP/1.1\r\nHost: edge.test\r\nContent-Length: 17825792\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    assertEquals("bodyTooLarge", body(answer).path("code").asText());
  }

  @Test
  void bodyOverTheLimitInChunks_isNotTaken() throws Exception {
    byte[] body = new byte[17 * 1024 * 1024];
    var answer =
        HTTP.send(
            request(PARTY)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            BodyHandlers.ofString());
    assertRefused(413, "bodyTooLarge", answer);
  }

  @Test
  void malformedRequests_areRefusedAsTmfErrors() throws Exception {
    String host = "\r\nHost: x\r\nConnection: close\r\n\r\n";
    for (String request :
        List.of(
            "GET /%zz HTTP/1.1" + host,
            "GET " + PARTY + "?" + "a".repeat(11_000) + " HTTP/1.1" + host,
            "GET " + PARTY + " HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(11_000) + "\r\n\r\n",
            "POST " + PARTY + " HTTP/1.1\r\nContent-Length: nine" + host)) {
      String answer = RawHttp.exchange(edge.port(), request);
      assertTrue(answer.matches("(?s)HTTP/1.1 (4..|505) .*"), request + ": " + answer);
      assertFalse(body(answer).path("reason").asText().isEmpty(), answer);
    }
  }

  @Test
  void health_namesTheServices() throws Exception {
    var answer = get("/healthz");
    assertEquals(200, answer.statusCode());
    assertEquals("UP", Json.parse(answer.body()).path("services").path("customer").asText());
  }

  private static String authorizationSeen(String pair) throws Exception {
    String header =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
    var answer =
        HTTP.send(request(PARTY).header("Authorization", header).build(), BodyHandlers.ofString());
    return Json.parse(answer.body()).path("headers").path("authorization").asText();
  }

  private static JsonNode echo(String method, BodyPublisher body, String contentType)
      throws Exception {
    var request = request(PARTY).header("Content-Type", contentType).method(method, body).build();
    return Json.parse(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path));
  }

  private static void assertRefused(int status, String code, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(code, Json.parse(answer.body()).path("code").asText());
  }

  private static JsonNode body(String rawAnswer) {
    return Json.parse(rawAnswer.substring(rawAnswer.indexOf("\r\n\r\n") + 4));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
