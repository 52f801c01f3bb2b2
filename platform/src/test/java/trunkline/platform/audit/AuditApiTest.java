package trunkline.platform.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.ServiceUnderTest;

/** Who read what, as the auditor finds it. Each test has a tenant of its own. */
class AuditApiTest {
  private static final String AUDIT = "/audit/v1/read";
  private static ServiceUnderTest service;

  @BeforeAll
  static void start() {
    service = ServiceUnderTest.start(NoteMain::start);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void readOfOneResource_saysWhoWhatAndHow() throws Exception {
    Client agent = service.client("one");
    String id = create(agent, "Jane Roe");
    service.client("one", "tmf:read").get(NoteMain.PATH + "/" + id, "X-Correlation-ID", "call-1");
    JsonNode row = reads("one", "?resourceId=" + id, 1).get(0);
    assertEquals("tester", row.path("subject").asText());
    assertEquals("tester", row.path("roles").asText());
    assertEquals("note", row.path("resourceType").asText());
    assertEquals(id, row.path("resourceId").asText());
    assertEquals(1, row.path("results").asInt());
    assertTrue(row.path("masked").asBoolean());
    assertTrue(row.path("query").isNull());
    assertEquals("call-1", row.path("correlationId").asText());
    assertTrue(
        Duration.between(Instant.parse(row.path("at").asText()), Instant.now()).toSeconds() < 30);
  }

  @Test
  void searchByAName_leavesTheAttributeAndNotTheName() throws Exception {
    Client agent = service.client("two");
    create(agent, "Roe");
    for (String search :
        List.of(
            "name=Roe",
            "name=Doe,Roe;name.regex=Ro.&status=open",
            "name%3ERoe",
            "sort=-name&limit=5&offset=0&name*=Roe",
            "filter=$[?(@.name=='Roe')]"
                .replace("[", "%5B")
                .replace("]", "%5D")
                .replace("'", "%27"),
            "name=%52oe")) {
      Answer found = agent.get(NoteMain.PATH + "?" + search);
      assertTrue(found.status() < 300, found.text());
    }
    JsonNode rows = reads("two", "", 6);
    assertFalse(rows.toString().contains("Roe"), rows.toString());
    assertFalse(rows.toString().contains("Doe"), rows.toString());
    Set<String> queries = new HashSet<>();
    rows.forEach(row -> queries.add(row.path("query").asText()));
    assertTrue(queries.contains("name.eq=***"), queries.toString());
    assertTrue(
        queries.contains("name.eq=***;name.eq=***;name.regex=***&status.eq=open"),
        queries.toString());
    assertTrue(queries.contains("name.gt=***"), queries.toString());
    assertTrue(queries.contains("filter=name:***"), queries.toString());
    assertTrue(queries.contains("name.regex=***&sort=-name&offset=0&limit=5"), queries.toString());
  }

  @Test
  void patchThatChangesNothing_isARead() throws Exception {
    Client agent = service.client("three");
    String id = create(agent, "Jane");
    assertEquals(200, agent.merge(NoteMain.PATH + "/" + id, "{}").status());
    assertEquals(id, reads("three", "", 1).get(0).path("resourceId").asText());
  }

  @Test
  void keySentAgain_isARead() throws Exception {
    Client agent = service.client("four");
    for (int i = 0; i < 2; i++) {
      assertEquals(
          201, agent.post(NoteMain.PATH, "{\"name\":\"Jane\"}", "Idempotency-Key", "k").status());
    }
    reads("four", "", 2);
  }

  @Test
  void notFoundAndRefused_leaveNoRow() throws Exception {
    Client agent = service.client("five");
    assertEquals(404, agent.get(NoteMain.PATH + "/none").status());
    assertEquals(403, service.client("five", "tmf:read").get(NoteMain.PATH + "?name=Roe").status());
    assertEquals(200, agent.get(NoteMain.PATH).status());
    reads("five", "", 1);
  }

  @Test
  void hundredsOfReads_leaveARowEach() throws Exception {
    Client agent = service.client("six");
    String id = create(agent, "Jane");
    for (int i = 0; i < 300; i++) {
      agent.get(NoteMain.PATH + "/" + id);
    }
    reads("six", "", 300);
  }

  @Test
  void otherTenant_seesNothing() throws Exception {
    Client agent = service.client("seven");
    String id = create(agent, "Jane");
    agent.get(NoteMain.PATH + "/" + id);
    reads("seven", "", 1);
    assertEquals("[]", auditor("eight").get(AUDIT + "?resourceId=" + id).text());
  }

  @Test
  void pages_areNewestFirstAndLinked() throws Exception {
    Client agent = service.client("nine");
    String id = create(agent, "Jane");
    for (int i = 0; i < 5; i++) {
      agent.get(NoteMain.PATH + "/" + id, "X-Correlation-ID", "c" + i);
    }
    reads("nine", "", 5);
    Answer page = auditor("nine").get(AUDIT + "?limit=2&offset=1&subject=tester");
    assertEquals(206, page.status(), page.text());
    assertEquals("5", page.header("X-Total-Count"));
    assertEquals("2", page.header("X-Result-Count"));
    assertEquals("c3", page.json().path(0).path("correlationId").asText());
    assertEquals("c2", page.json().path(1).path("correlationId").asText());
    String next = service.base() + AUDIT + "?subject=tester&limit=2&offset=3>; rel=\"next\"";
    assertTrue(page.header("Link").contains(next), page.header("Link"));
    String at = page.json().path(0).path("at").asText();
    assertEquals(2, auditor("nine").get(AUDIT + "?from=" + at).json().size());
    assertEquals(3, auditor("nine").get(AUDIT + "?to=" + at).json().size());
    assertEquals(0, auditor("nine").get(AUDIT + "?subject=nobody").json().size());
  }

  @Test
  void parameterThatIsWrong_isNamed() {
    for (String wrong :
        List.of(
            "limit=-1",
            "limit=x",
            "offset=99999999",
            "from=yesterday",
            "to=2026-01-31",
            "from=-999999999-01-01T00:00:00Z",
            "subject=",
            "subject=%00",
            "resourceId=" + "x".repeat(401))) {
      Answer refused = auditor("ten").get(AUDIT + "?" + wrong);
      assertEquals(400, refused.status(), wrong);
      assertEquals("invalidQuery", refused.json().path("code").asText(), wrong);
      String name = wrong.substring(0, wrong.indexOf('='));
      assertTrue(refused.json().path("message").asText().contains(name), refused.text());
    }
    for (String wrong : List.of("tenant=other", "limit=1&limit=2", "x")) {
      assertEquals(400, auditor("ten").get(AUDIT + "?" + wrong).status(), wrong);
    }
  }

  @Test
  void withoutTheScope_isForbidden() {
    assertEquals(403, service.client("one", "tmf:read", "pii:read").get(AUDIT).status());
    assertEquals(401, new Client(service.base(), "").get(AUDIT).status());
    assertEquals(405, auditor("one").delete(AUDIT).status());
  }

  private static String create(Client client, String name) {
    Answer created = client.post(NoteMain.PATH, "{\"name\":\"" + name + "\",\"status\":\"open\"}");
    assertEquals(201, created.status(), created.text());
    return created.id();
  }

  private static Client auditor(String tenant) {
    return service.client(tenant, "audit:read");
  }

  /** Waits until the rows are written, then checks that there are exactly so many. */
  private static JsonNode reads(String tenant, String query, int expected) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Answer answer = auditor(tenant).get(AUDIT + query);
    while (answer.json().size() < expected && System.nanoTime() < end) {
      Thread.sleep(20);
      answer = auditor(tenant).get(AUDIT + query);
    }
    Thread.sleep(100);
    answer = auditor(tenant).get(AUDIT + query);
    assertEquals(expected, answer.json().size(), answer.text());
    return answer.json();
  }
}
