package trunkline.platform.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.log.Position;
import trunkline.platform.security.Caller;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.ReadAudit.Read;

/** Reads as the warehouse hears of them. */
class ReadAuditLogTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final LogUnderTest it = LogUnderTest.open();

  @AfterEach
  void close() {
    it.close();
  }

  private static Read read(
      String tenant, @org.jspecify.annotations.Nullable String id, int number) {
    return new Read(
        NOON,
        new Caller("jane", tenant, Set.of("agent"), Set.of()),
        "individual",
        id,
        id == null ? "?familyName=***" : null,
        number,
        false,
        "c-" + tenant + number);
  }

  @Test
  void readsOfEveryTenant_comeOnceAndInOrder_withoutWhomTheyWereAbout() {
    try (var audit = new ReadAudit(it.database(), Duration.ZERO)) {
      audit.record(read("acme", "f3c1", 1));
      audit.record(read("acme", "f3c1", 1));
      audit.record(read("demo", "f3c1", 1));
      audit.record(read("acme", null, 250));
    }
    var log = new ReadAuditLog("customer-audit", it.database());
    List<LogEvent> events = log.after(Position.START, 100);
    assertEquals(
        List.of("acme", "acme", "demo", "acme"), events.stream().map(LogEvent::tenant).toList());
    assertEquals(4, events.stream().map(LogEvent::eventId).distinct().count());
    assertFalse(events.toString().contains("f3c1"));
    assertFalse(events.toString().contains("familyName"));
    assertEquals(events.get(0).resourceId(), events.get(1).resourceId());
    assertFalse(events.get(0).resourceId().equals(events.get(2).resourceId()), "of another telco");
    assertEquals("list", events.getLast().resourceId());
    assertEquals(250, Json.parse(events.getLast().resource()).path("results").asInt());

    assertEquals(events.subList(0, 2), log.after(Position.START, 2));
    assertEquals(events.subList(2, 4), log.after(events.get(1).position(), 100));
  }
}
