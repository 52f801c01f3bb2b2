package trunkline.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import trunkline.local.postgres.Postgres;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/** The worker is killed again and again, while clocks run out; each level is told once. */
class KilledWorkerTest {
  private static final int TICKETS = 300;
  private static final List<String> EVERY_LEVEL =
      List.of("resolution 100", "resolution 75", "response 100", "response 75");

  @Test
  void killedAtAnyMoment_everyLevelIsToldOnce() throws Exception {
    long seed = System.nanoTime();
    System.out.println("moments of the kills are from seed " + seed);
    var random = new Random(seed);
    var access = Postgres.temporary().newDatabase();
    var clock = new MovedClock("2026-11-27T08:00:00Z");
    try (var tickets = new Tickets(access, clock)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < TICKETS; i++) {
        ids.add(tickets.create("{\"severity\":\"High\"}"));
      }
      for (int minutes : new int[] {45, 15, 300, 120}) { // to each level in turn
        clock.pass(Duration.ofMinutes(minutes));
        long enough = events(tickets) + 1 + random.nextInt(TICKETS - 50);
        runAndKill(WorkerProcess.start(access, clock.instant()), tickets, enough);
      }
      assertTrue(events(tickets) < 5 * TICKETS, "every kill came too late");
      finish(tickets);
      for (String id : ids) {
        JsonNode ticket = tickets.get(id);
        assertEquals(EVERY_LEVEL, levels(ticket).stream().sorted().toList(), ticket.toString());
        assertEquals(EVERY_LEVEL.size(), ticket.path("note").size(), ticket.toString());
      }
      assertLogTellsEachOnce(tickets);
    }
  }

  /** Lets the process work until there are so many events. */
  private static void runAndKill(Process process, Tickets tickets, long enough) throws Exception {
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      while (events(tickets) < enough) {
        Thread.sleep(1);
      }
    } finally {
      process.toHandle().destroyForcibly();
    }
    process.waitFor();
    System.out.println("killed at event " + events(tickets) + ", meant at " + enough);
  }

  private static long events(Tickets tickets) {
    return tickets
        .database()
        .call(
            Database.ALL_TENANTS,
            connection -> {
              try (var statement = connection.prepareStatement("SELECT count(*) FROM event")) {
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getLong(1);
              }
            });
  }

  private static List<String> levels(JsonNode ticket) {
    return List.of(EscalationTest.escalated(ticket).split(", "));
  }

  /** The dead process's session may live a moment longer, and its lock with it. */
  private static void finish(Tickets tickets) throws InterruptedException {
    while (!tickets.worker().escalate()) {
      Thread.sleep(20);
    }
  }

  /** From event to event a ticket's levels grow, and nothing was changed without news. */
  private static void assertLogTellsEachOnce(Tickets tickets) {
    Map<String, Integer> levels = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    List<LogEvent> events = tickets.log().after(new Position(0, 0), 10 * TICKETS);
    for (LogEvent event : events) {
      int now = Json.parse(event.resource()).at("/sla/escalation").size();
      Integer before = levels.put(event.resourceId(), now);
      assertTrue(before == null ? now == 0 : now > before, event.resource());
      assertEquals(versions.getOrDefault(event.resourceId(), 0L) + 1, event.version());
      versions.put(event.resourceId(), event.version());
    }
    assertEquals(TICKETS, levels.size());
    assertTrue(levels.values().stream().allMatch(n -> n == 4), levels.toString());
    versions.forEach((id, version) -> assertEquals(version, tickets.version(id)));
  }
}
