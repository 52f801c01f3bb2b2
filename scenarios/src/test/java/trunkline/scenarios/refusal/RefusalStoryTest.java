package trunkline.scenarios.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.local.Machine;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.scenarios.running.Platform;

/** Each "no" of the platform once, as a client gets it through the edge. */
class RefusalStoryTest {
  private static final String CUSTOMERS = "/tmf-api/customerManagement/v4/customer";
  private static final String INDIVIDUALS = "/tmf-api/party/v4/individual";
  private static final String CUSTOMER =
      """
      {"name":"Jane Roe","status":"Active","engagedParty":{"id":"%s","@referredType":"Individual"}}
      """;

  /** A second for one caller: enough for every other test here. */
  private static final int LIMIT = 30;

  private static Platform platform;
  private static Machine machine;
  private static Client agent;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.fresh("TRUNKLINE_REQUESTS_PER_SECOND", "" + LIMIT);
    machine = platform.startHere();
    agent = platform.client("agent");
  }

  @AfterAll
  static void stop() throws Exception {
    if (machine != null) {
      machine.close();
    }
    platform.close();
  }

  @Test
  void noToken_401() {
    Answer answer = new Client(platform.config().edgeUrl(), "").get(CUSTOMERS);
    assertRefused(401, "unauthenticated", answer);
    assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer"), answer.text());
  }

  @Test
  void viewerWrites_403() throws Exception {
    assertRefused(
        403, "forbidden", platform.client("viewer").post(CUSTOMERS, CUSTOMER.formatted("p1")));
  }

  @Test
  void unknownCustomer_404() {
    assertRefused(404, "notFound", agent.get(CUSTOMERS + "/nobody"));
  }

  @Test
  void deletingAPersonWhoIsACustomer_409() {
    Answer person = agent.post(INDIVIDUALS, "{\"givenName\":\"Jane\",\"familyName\":\"Roe\"}");
    assertEquals(201, person.status(), person.text());
    assertEquals(201, agent.post(CUSTOMERS, CUSTOMER.formatted(person.id())).status());
    assertRefused(409, "stillReferred", agent.delete(INDIVIDUALS + "/" + person.id()));
    assertEquals(200, agent.get(INDIVIDUALS + "/" + person.id()).status());
  }

  @Test
  void changingAVersionThatIsGone_412() {
    String path = CUSTOMERS + "/" + agent.post(CUSTOMERS, CUSTOMER.formatted("p2")).id();
    assertEquals(200, agent.merge(path, "{\"statusReason\":\"first\"}").status());
    Answer late = agent.merge(path, "{\"statusReason\":\"late\"}", "If-Match", "\"1\"");
    assertRefused(412, "versionMismatch", late);
    assertEquals("first", agent.get(path).json().path("statusReason").asText());
  }

  @Test
  void bodyThatIsNotJson_415() {
    assertRefused(
        415,
        "unsupportedMediaType",
        agent.send("POST", CUSTOMERS, "<customer/>", "Content-Type", "application/xml"));
  }

  @Test
  void idempotencyKeyOfAnotherBody_422() {
    String first = CUSTOMER.formatted("p3");
    assertEquals(201, agent.post(CUSTOMERS, first, "Idempotency-Key", "k1").status());
    assertRefused(
        422,
        "idempotencyKeyReused",
        agent.post(CUSTOMERS, CUSTOMER.formatted("p4"), "Idempotency-Key", "k1"));
  }

  @Test
  void moreThanTheLimit_429() throws Exception {
    Client auditor = platform.client("auditor");
    Answer answer = auditor.get(CUSTOMERS + "?limit=1");
    for (int i = 0; i < 50 * LIMIT && answer.status() == 200; i++) {
      answer = auditor.get(CUSTOMERS + "?limit=1");
    }
    assertRefused(429, "tooManyRequests", answer);
    assertEquals("1", answer.header("Retry-After"));
    assertEquals(200, agent.get(CUSTOMERS + "?limit=1").status(), "the limit is each caller's own");
  }

  /** TMF630's error body, whole. */
  private static void assertRefused(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.header("Content-Type").startsWith("application/json"));
    JsonNode body = answer.json();
    assertEquals(code, body.path("code").asText(), answer.text());
    assertEquals(Integer.toString(status), body.path("status").asText(), answer.text());
    assertFalse(body.path("reason").asText().isBlank(), answer.text());
    assertFalse(body.path("message").asText().isBlank(), answer.text());
  }
}
