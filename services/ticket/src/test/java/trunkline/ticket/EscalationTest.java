package trunkline.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/** Clocks that have something to tell, on a clock that is moved by hand. */
class EscalationTest {
  private final MovedClock clock = new MovedClock("2026-11-27T08:00:00Z");
  private final DatabaseAccess access = Postgres.temporary().newDatabase();
  private final Tickets tickets = new Tickets(access, clock);

  @AfterEach
  void close() {
    tickets.close();
  }

  /** What was escalated: {@code response 75, response 100}. */
  static String escalated(JsonNode ticket) {
    return ticket
        .at("/sla/escalation")
        .valueStream()
        .map(e -> e.path("clock").asText() + " " + e.path("percent").asText())
        .collect(Collectors.joining(", "));
  }

  private JsonNode after(Duration time, String id) {
    clock.pass(time);
    assertTrue(tickets.worker().escalate());
    return tickets.get(id);
  }

  @Test
  void clockThatRunsOut_escalatesOnceAtEachPercentage() {
    String id = tickets.create("{\"severity\":\"Major\",\"priority\":\"Low\"}");
    assertEquals("", escalated(after(Duration.ofMinutes(44), id)));
    assertEquals(1, tickets.version(id));
    JsonNode first = after(Duration.ofMinutes(1), id);
    assertEquals("response 75", escalated(first));
    assertEquals("Medium", first.path("priority").asText());
    assertEquals("75 % of the time for the response has passed", first.at("/note/0/text").asText());
    assertFalse(first.at("/sla/breached").asBoolean());
    after(Duration.ofMinutes(1), id);
    assertEquals(2, tickets.version(id), "nothing new to tell");
    JsonNode second = after(Duration.ofMinutes(14), id);
    assertEquals("response 75, response 100", escalated(second));
    assertTrue(second.at("/sla/breached").asBoolean());
    assertEquals("High", second.path("priority").asText());
    JsonNode last = after(Duration.ofHours(7), id);
    assertEquals("response 75, response 100, resolution 75, resolution 100", escalated(last));
    assertEquals("Critical", last.path("priority").asText());
    assertEquals(4, last.path("note").size());
    assertEquals(4, last.at("/sla/escalationLevel").asInt());
    assertFalse(last.path("sla").has("escalateAt"));
    assertEquals(List.of(1L, 2L, 3L, 4L), versionsInTheLog());
  }

  private List<Long> versionsInTheLog() {
    return tickets.log().after(new Position(0, 0), 100).stream().map(LogEvent::version).toList();
  }

  @Test
  void clockThatStands_doesNotEscalate() {
    String id = tickets.create("{\"severity\":\"High\"}");
    clock.pass(Duration.ofMinutes(10));
    tickets.set(id, "{\"status\":\"pending\"}");
    assertEquals("", escalated(after(Duration.ofDays(30), id)));
    tickets.set(id, "{\"status\":\"inProgress\"}");
    assertEquals("", escalated(after(Duration.ofMinutes(349), id)));
    assertEquals("resolution 75", escalated(after(Duration.ofMinutes(1), id)));
    tickets.set(id, "{\"status\":\"resolved\"}");
    assertEquals("resolution 75", escalated(after(Duration.ofDays(1), id)));
  }

  @Test
  void changeBeforeTheWorkerCame_escalatesTooAndOnce() {
    String id = tickets.create("{\"severity\":\"High\"}");
    clock.pass(Duration.ofMinutes(50));
    JsonNode changed = tickets.set(id, "{\"name\":\"crackles\"}");
    assertEquals("response 75", escalated(changed));
    after(Duration.ZERO, id);
    assertEquals(2, tickets.version(id));
  }

  @Test
  void fiveHundredTicketsOfTwoTenants_areAllFound() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      ids.add(tickets.create(i % 2 == 0 ? "even" : "odd", "{\"severity\":\"High\"}"));
    }
    clock.pass(Duration.ofMinutes(45));
    assertTrue(tickets.worker().escalate());
    for (int i = 0; i < ids.size(); i++) {
      assertEquals("response 75", escalated(tickets.get(i % 2 == 0 ? "even" : "odd", ids.get(i))));
    }
  }

  @Test
  void anotherProcessAtWork_keepsThisOneOut() throws Exception {
    try (Connection other = access.connect();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(62175100)");
      assertFalse(tickets.worker().escalate());
      statement.execute("SELECT pg_advisory_unlock(62175100)");
      assertTrue(tickets.worker().escalate());
    }
  }

  @Test
  void ticketsChangedByPeopleMeanwhile_keepBothChanges() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ids.add(tickets.create("{\"severity\":\"High\"}"));
    }
    clock.pass(Duration.ofHours(1));
    Thread people =
        Thread.ofPlatform().start(() -> ids.forEach(id -> tickets.set(id, "{\"name\":\"x\"}")));
    tickets.worker().escalate();
    people.join();
    for (String id : ids) {
      assertEquals("response 75, response 100", escalated(tickets.get(id)));
      assertEquals("x", tickets.get(id).path("name").asText());
    }
  }
}
