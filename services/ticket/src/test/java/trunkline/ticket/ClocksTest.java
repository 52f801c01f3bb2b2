package trunkline.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.local.postgres.Postgres;
import trunkline.platform.refusal.Refused;

/** The way of one ticket through days and hours, moved by hand. */
class ClocksTest {
  /** Half past four on a Friday in Berlin. */
  private final MovedClock clock = new MovedClock("2026-11-27T15:30:00Z");

  private final Tickets tickets = new Tickets(Postgres.temporary().newDatabase(), clock);

  @AfterEach
  void close() {
    tickets.close();
  }

  private JsonNode after(Duration time, String id, String attributes) {
    clock.pass(time);
    return tickets.set(id, attributes);
  }

  @Test
  void ticketOfFridayAfternoon_isDueInWorkingHours() {
    String id = tickets.create("{\"severity\":\"Medium\"}");
    JsonNode sla = tickets.get(id).path("sla");
    assertEquals("office", sla.path("calendar").asText());
    assertEquals("2026-11-30T10:30:00.000Z", sla.path("respondBy").asText());
    assertEquals("2026-12-01T16:30:00.000Z", sla.path("resolveBy").asText());
    // three quarters of four hours: half an hour on Friday, then from eight on Monday
    assertEquals("2026-11-30T09:30:00.000Z", sla.path("escalateAt").asText());
  }

  @Test
  void clock_standsWhileTheTicketIsPendingHeldOrResolved() {
    String id = tickets.create("{\"severity\":\"High\"}");
    after(Duration.ofMinutes(30), id, "{\"status\":\"inProgress\"}");
    JsonNode pending = after(Duration.ofMinutes(30), id, "{\"status\":\"pending\"}");
    assertEquals("PT1H", pending.at("/sla/resolutionElapsed").asText());
    assertEquals("PT30M", pending.at("/sla/responseElapsed").asText());
    assertFalse(pending.path("sla").has("resolveBy"));
    assertFalse(pending.path("sla").has("escalateAt"));
    after(Duration.ofDays(3), id, "{\"status\":\"held\"}");
    JsonNode going = after(Duration.ofDays(3), id, "{\"status\":\"inProgress\"}");
    assertEquals("PT1H", going.at("/sla/resolutionElapsed").asText());
    assertEquals("2026-12-03T23:30:00.000Z", going.at("/sla/resolveBy").asText());
    JsonNode resolved = after(Duration.ofHours(6), id, "{\"status\":\"resolved\"}");
    assertFalse(resolved.at("/sla/breached").asBoolean());
    JsonNode reopened = after(Duration.ofDays(2), id, "{\"status\":\"inProgress\"}");
    assertEquals("PT7H", reopened.at("/sla/resolutionElapsed").asText());
    JsonNode late = after(Duration.ofHours(1), id, "{\"status\":\"resolved\"}");
    assertTrue(late.at("/sla/breached").asBoolean());
    assertEquals("PT8H", late.at("/sla/resolutionElapsed").asText());
  }

  @Test
  void otherSeverity_isAnotherPromiseForAllThatWasWorked() {
    String id = tickets.create("{\"severity\":\"High\"}");
    after(Duration.ofMinutes(30), id, "{\"status\":\"inProgress\"}");
    JsonNode raised = after(Duration.ofHours(2), id, "{\"severity\":\"Critical\"}");
    assertEquals("2026-11-27T19:30:00.000Z", raised.at("/sla/resolveBy").asText());
    assertTrue(raised.at("/sla/breached").asBoolean(), "responded after half an hour, not fifteen");
    JsonNode lowered = after(Duration.ofMinutes(1), id, "{\"severity\":\"never heard of\"}");
    assertEquals("office", lowered.at("/sla/calendar").asText());
    assertEquals("PT30M", lowered.at("/sla/resolutionElapsed").asText());
    assertFalse(lowered.at("/sla/breached").asBoolean());
  }

  @Test
  void resolvedTicket_isReopenedWithinTwoWeeks() {
    String id = tickets.create("{\"status\":\"inProgress\"}");
    tickets.set(id, "{\"status\":\"resolved\"}");
    after(Duration.ofDays(14), id, "{\"status\":\"inProgress\"}");
    tickets.set(id, "{\"status\":\"resolved\"}");
    clock.pass(Duration.ofDays(14).plusMillis(1));
    var refused = assertThrows(Refused.class, () -> tickets.set(id, "{\"status\":\"inProgress\"}"));
    assertEquals("reopenExpired", refused.refusal().code());
    assertEquals("closed", tickets.set(id, "{\"status\":\"closed\"}").path("status").asText());
  }
}
