package trunkline.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import trunkline.local.postgres.Postgres;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.refusal.Refused;

/**
 * Whatever happens to a ticket in whatever order while time passes: it moves only as TMF621 allows,
 * its history is what happened, its clocks count what a count of the minutes counts, each level is
 * escalated once, and the log tells the same as the table.
 */
class TroubleTicketProperties {
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "acknowledged",
              Set.of("inProgress", "pending", "held", "resolved", "rejected", "cancelled"),
          "inProgress", Set.of("pending", "held", "resolved", "cancelled"),
          "pending", Set.of("inProgress", "held", "resolved", "cancelled"),
          "held", Set.of("inProgress", "pending", "resolved", "cancelled"),
          "resolved", Set.of("inProgress", "closed"),
          "closed", Set.of(),
          "rejected", Set.of(),
          "cancelled", Set.of());

  /** In minutes: to the response, to the resolution. */
  private static final Map<String, int[]> TARGETS =
      Map.of(
          "Critical",
          new int[] {15, 240},
          "High",
          new int[] {60, 480},
          "Medium",
          new int[] {240, 1200});

  private static final MovedClock CLOCK = new MovedClock("2026-03-26T09:00:00Z");
  private static final Tickets TICKETS = new Tickets(Postgres.temporary().newDatabase(), CLOCK);
  private static Position read = new Position(0, 0);

  /** Minutes pass, then something is done: a status, a severity, a note, or the worker. */
  record Step(int minutes, String what) {}

  /** A status since a moment. */
  record Since(String status, Instant since) {}

  @AfterContainer
  static void close() {
    TICKETS.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    List<String> what = new ArrayList<>(ALLOWED.keySet());
    what.addAll(List.of("inProgress", "pending", "held", "resolved", "worker", "worker", "worker"));
    what.addAll(TARGETS.keySet());
    what.add("note");
    Arbitrary<Integer> minutes =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(0, 90)),
            net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 2000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(21_000)));
    return Combinators.combine(minutes, Arbitraries.of(what))
        .as(Step::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(16);
  }

  @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
  void anySteps_keepHistoryClocksAndLevels(@ForAll("steps") List<Step> steps) {
    String id = TICKETS.create("{\"severity\":\"High\"}");
    List<Since> history = new ArrayList<>(List.of(new Since("acknowledged", CLOCK.instant())));
    for (Step step : steps) {
      CLOCK.pass(Duration.ofMinutes(step.minutes()));
      take(id, step.what(), history);
      assertHolds(TICKETS.get(id), history, step.what().equals("worker"));
    }
    assertLogTellsTheSame(id);
  }

  private static void take(String id, String what, List<Since> history) {
    if (what.equals("worker")) {
      TICKETS.worker().escalate();
    } else if (what.equals("note")) {
      TICKETS.set(id, "{\"name\":\"%s\"}".formatted(CLOCK.instant()));
    } else if (TARGETS.containsKey(what)) {
      TICKETS.set(id, "{\"severity\":\"%s\"}".formatted(what));
    } else {
      move(id, what, history);
    }
  }

  private static void move(String id, String status, List<Since> history) {
    Since last = history.getLast();
    boolean tooLate =
        last.status().equals("resolved")
            && status.equals("inProgress")
            && CLOCK.instant().isAfter(last.since().plus(Duration.ofDays(14)));
    boolean allowed =
        last.status().equals(status)
            || (ALLOWED.getOrDefault(last.status(), Set.of()).contains(status) && !tooLate);
    boolean taken = true;
    try {
      TICKETS.set(id, "{\"status\":\"%s\"}".formatted(status));
    } catch (Refused refused) {
      taken = false;
    }
    assertEquals(allowed, taken, last + " to " + status);
    if (taken && !last.status().equals(status)) {
      history.add(new Since(status, CLOCK.instant()));
    }
  }

  private static void assertHolds(JsonNode ticket, List<Since> history, boolean worked) {
    List<Since> told = new ArrayList<>();
    ticket
        .path("statusChange")
        .forEach(
            c ->
                told.add(
                    new Since(
                        c.path("status").asText(), Instant.parse(c.path("changeDate").asText()))));
    assertEquals(history, told);
    assertEquals(history.getLast().status(), ticket.path("status").asText());
    int[] targets = TARGETS.getOrDefault(ticket.path("severity").asText(), new int[2]);
    JsonNode sla = ticket.path("sla");
    Instant asOf = Instant.parse(sla.path("asOf").asText());
    boolean office = sla.path("calendar").asText().equals("office");
    int waited = counted(history, asOf, office, true);
    int spent = counted(history, asOf, office, false);
    assertEquals(Duration.ofMinutes(waited).toString(), sla.path("responseElapsed").asText());
    assertEquals(Duration.ofMinutes(spent).toString(), sla.path("resolutionElapsed").asText());
    assertEquals(waited >= targets[0] || spent >= targets[1], sla.path("breached").asBoolean());
    assertLevels(ticket, worked);
  }

  /** Minute by minute: in a status that counts, and open by the clock on the wall. */
  private static int counted(List<Since> history, Instant until, boolean office, boolean response) {
    int minutes = 0;
    for (int i = 0; i < history.size(); i++) {
      String status = history.get(i).status();
      if (response && !status.equals("acknowledged")) {
        return minutes;
      }
      Instant end = i + 1 < history.size() ? history.get(i + 1).since() : until;
      boolean counts = status.equals("acknowledged") || status.equals("inProgress");
      for (Instant at = history.get(i).since();
          counts && at.isBefore(end);
          at = at.plusSeconds(60)) {
        minutes += !office || isOpen(at) ? 1 : 0;
      }
    }
    return minutes;
  }

  private static final Set<LocalDate> HOLIDAYS = holidays();

  private static boolean isOpen(Instant at) {
    var wall = at.atZone(ZoneId.of("Europe/Berlin"));
    DayOfWeek day = wall.getDayOfWeek();
    int closes = day == DayOfWeek.FRIDAY ? 17 : 18;
    return day.getValue() <= 5
        && wall.getHour() >= 8
        && wall.getHour() < closes
        && !HOLIDAYS.contains(wall.toLocalDate());
  }

  /** The built-in file's calendar is checked by its own numbers, not by its holidays. */
  private static Set<LocalDate> holidays() {
    return trunkline.ticket.level.ServiceLevelsFile.read(java.nio.file.Path.of(""))
        .of("Medium")
        .calendar()
        .holidays();
  }

  private static void assertLevels(JsonNode ticket, boolean worked) {
    JsonNode sla = ticket.path("sla");
    Set<String> levels = new HashSet<>();
    sla.path("escalation")
        .forEach(
            e ->
                assertTrue(
                    levels.add(e.path("clock").asText() + e.path("percent").asText()),
                    ticket.toString()));
    assertEquals(levels.size(), ticket.path("note").size());
    assertEquals(levels.size(), sla.path("escalationLevel").asInt());
    if (worked && sla.has("escalateAt")) {
      assertTrue(
          Instant.parse(sla.path("escalateAt").asText()).isAfter(CLOCK.instant()), sla.toString());
    }
    if (!sla.path("clock").asText().equals("running")) {
      assertFalse(sla.has("escalateAt"));
      assertFalse(ticket.has("expectedResolutionDate"));
    } else {
      assertEquals(sla.path("resolveBy"), ticket.path("expectedResolutionDate"));
    }
  }

  /** The log shows an event when no older transaction of the whole server runs any more. */
  private static void assertLogTellsTheSame(String id) {
    var events = new ArrayList<LogEvent>();
    JsonNode stands = TICKETS.get(id);
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    do {
      List<LogEvent> next = TICKETS.log().after(read, 10_000);
      if (!next.isEmpty()) {
        read = next.getLast().position();
      }
      next.stream().filter(e -> e.resourceId().equals(id)).forEach(events::add);
    } while (System.nanoTime() < end
        && (events.isEmpty() || !Json.parse(events.getLast().resource()).equals(stands)));
    for (int i = 0; i < events.size(); i++) {
      assertEquals(i + 1, events.get(i).version());
    }
    assertEquals(stands, Json.parse(events.getLast().resource()));
  }
}
