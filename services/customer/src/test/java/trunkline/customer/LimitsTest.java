package trunkline.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.RawHttp;
import trunkline.platform.testing.ServiceUnderTest;

/** The bounds that a service keeps: how much, how often, for whom. */
class LimitsTest {
  private static final String PATH = Specimens.BILL_FORMAT.path();
  private static ServiceUnderTest service;

  @BeforeAll
  static void start() {
    service =
        ServiceUnderTest.start(
            CustomerMain::start, "security.requestsPerSecond", "5", "http.maxBodyBytes", "20000");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void moreThanTheLimit_answers429WithRetryAfter() {
    Client client = service.client("often");
    Answer last = client.get(PATH);
    for (int i = 0; i < 30 && last.status() != 429; i++) {
      last = client.get(PATH);
    }
    Expect.refusal(429, "tooManyRequests", last);
    assertEquals("1", last.header("Retry-After"));
    Expect.status(200, service.client("another").get(PATH));
  }

  @Test
  void bodyOverTheLimit_answers413() {
    String body = "{\"name\":\"" + "x".repeat(30_000) + "\"}";
    Expect.refusal(413, "bodyTooLarge", service.client("large").post(PATH, body));
    Expect.status(201, service.client("large").post(PATH, Specimens.BILL_FORMAT.body()));
  }

  @Test
  void chunkedBodyOverTheLimit_answers413() {
    String request =
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(PATH, Issuer.shared().token("chunks", "tmf:write"));
    String chunk = "3e8\r\n" + " ".repeat(1000) + "\r\n";
    byte[] bytes = (request + chunk.repeat(40) + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    Expect.refusal(413, "bodyTooLarge", RawHttp.exchange(service.base(), bytes));
  }

  @Test
  void bodyOfARefusedRequest_isNotTakenForTheNextOne() {
    String token = Issuer.shared().token("pipelined", "tmf:read", "tmf:write");
    String inner = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    String head = "PATCH %s/x HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n".formatted(PATH);
    String length = "Content-Length: " + inner.length() + "\r\n";
    String authorized = "Authorization: Bearer " + token + "\r\n";
    String last = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    for (String first : new String[] {head + length, head + authorized + length}) {
      String answers = RawHttp.conversation(service.base(), first + "\r\n" + inner + last);
      assertEquals(0, count(answers, "HTTP/1.1 200"), answers);
      assertEquals(1, count(answers, "HTTP/1.1 404"), answers);
      assertEquals(2, count(answers, "HTTP/1.1 "), answers);
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void headersOverTheLimit_answer400() {
    String token = Issuer.shared().token("headers", "tmf:read");
    Answer answer = RawHttp.get(service.base(), token, PATH, "X-Long: " + "y".repeat(40_000));
    Expect.refusal(400, "badRequest", answer);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // the JOSE library speaks it
  void tokenThatIsNotForUs_answers401() {
    var issuer = Issuer.shared();
    String[] tokens = {
      issuer.forge(issuer.claims("t", "tmf:read").build()),
      issuer.sign(issuer.claims("t", "tmf:read").issuer("https://else.example").build()),
      issuer.sign(issuer.claims("t", "tmf:read").audience("else").build()),
      issuer.sign(issuer.claims("t", "tmf:read").expirationTime(new java.util.Date(0)).build()),
      issuer.sign(issuer.claims("T/../x", "tmf:read").build()),
      issuer.sign(issuer.claims("*", "tmf:read").build()),
      issuer.sign(issuer.claims("t", "tmf:read").claim("tenant", null).build())
    };
    for (String token : tokens) {
      Expect.refusal(401, "unauthenticated", new Client(service.base(), token).get(PATH));
    }
  }

  @Test
  void health_needsNoToken() {
    Client nobody = new Client(service.base(), "");
    assertTrue(Expect.status(200, nobody.get("/health/live")).text().contains("up"));
    Expect.status(200, nobody.get("/health/ready"));
  }
}
