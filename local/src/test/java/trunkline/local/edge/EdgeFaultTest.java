package trunkline.local.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trunkline.platform.json.Json;

/** What a client sees when the service behind the edge is not well. */
@Timeout(60)
class EdgeFaultTest {
  private static final String PARTY = "/tmf-api/party/v4/individual";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void serviceDown_is503WithRetryAfter() throws Exception {
    try (var edge = Edge.start("127.0.0.1", 0, Map.of("customer", freePort()))) {
      assertRefused(503, "serviceUnavailable", get(edge, PARTY));
      assertEquals(503, get(edge, "/healthz").statusCode());
    }
  }

  @Test
  void serviceNotStartedHere_is503() throws Exception {
    try (var edge = Edge.start("127.0.0.1", 0, Map.of())) {
      assertRefused(503, "serviceUnavailable", get(edge, PARTY));
    }
  }

  @Test
  void serviceRestarted_isReachedAgainOverNewConnections() throws Exception {
    var service = new EchoService(0);
    int port = service.port();
    try (var edge = Edge.start("127.0.0.1", 0, Map.of("customer", port))) {
      assertEquals(200, get(edge, PARTY).statusCode());
      service.close();
      assertRefused(503, "serviceUnavailable", afterStaleConnection(edge));
      try (var again = new EchoService(port)) {
        assertEquals(port, again.port());
        assertEquals(200, get(edge, PARTY).statusCode());
      }
    }
  }

  @Test
  void serviceThatHangs_is504() throws Exception {
    try (var service = new EchoService(0);
        var edge =
            Edge.start(
                "127.0.0.1", 0, Map.of("customer", service.port()), Duration.ofMillis(300))) {
      var answer = get(edge, PARTY + "/slow");
      assertEquals(504, answer.statusCode());
      assertEquals("serviceTooSlow", Json.parse(answer.body()).path("code").asText());
    }
  }

  @Test
  void serviceThatClosesWithoutAnswer_is503AndSaysThatTheWorkMayBeDone() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var edge = Edge.start("127.0.0.1", 0, Map.of("customer", silent.getLocalPort()))) {
      Thread.startVirtualThread(() -> closeWithoutAnswer(silent));
      assertRefused(503, "answerLost", get(edge, PARTY));
    }
  }

  @Test
  void answerThatBreaksOff_isSeenAsBroken() {
    try (var service = new EchoService(0);
        var edge = Edge.start("127.0.0.1", 0, Map.of("customer", service.port()))) {
      assertThrows(IOException.class, () -> get(edge, PARTY + "/broken"));
    }
  }

  /** The pool may hold a connection to the service that was; the client then repeats its GET. */
  private static HttpResponse<String> afterStaleConnection(Edge edge) throws Exception {
    var answer = get(edge, PARTY);
    boolean lost = answer.body().contains("answerLost");
    return lost ? get(edge, PARTY) : answer;
  }

  private static void closeWithoutAnswer(ServerSocket socket) {
    try (var connection = socket.accept()) {
      assertTrue(connection.getInputStream().read() > 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> get(Edge edge, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + edge.port() + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static void assertRefused(int status, String code, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(code, Json.parse(answer.body()).path("code").asText());
    assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
  }
}
