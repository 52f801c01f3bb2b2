package trunkline.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private final LogUnderTest it = LogUnderTest.open();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void laterTransactionCommitsFirst_nothingIsReadUntilTheEarlierEnds() throws SQLException {
    try (Connection a = it.writer("acme");
        Connection b = it.writer("acme")) {
      String early = LogUnderTest.append(a, "acme");
      String late = LogUnderTest.append(b, "acme");
      b.commit();
      assertEquals(List.of(), ids(Position.START));
      a.commit();
      assertEquals(List.of(early, late), ids(Position.START));
    }
  }

  @Test
  void earlierTransactionRollsBack_laterIsReadAndNothingElse() throws SQLException {
    try (Connection a = it.writer("acme");
        Connection b = it.writer("acme")) {
      LogUnderTest.append(a, "acme");
      String late = LogUnderTest.append(b, "acme");
      b.commit();
      a.rollback();
      assertEquals(List.of(late), ids(Position.START));
    }
  }

  @Test
  void transactionBegunBeforeThePosition_isNeverBehindIt() throws SQLException {
    it.commit(3);
    try (Connection slow = it.writer("acme")) {
      String held = LogUnderTest.append(slow, "acme");
      List<String> after = it.commit(5);
      List<LogEvent> seen = it.log().after(Position.START, 100);
      assertEquals(3, seen.size());
      slow.commit();
      List<String> rest = ids(seen.getLast().position());
      assertEquals(held, rest.getFirst());
      assertEquals(after, rest.subList(1, rest.size()));
    }
  }

  @Test
  void manyEventsOfOneTransaction_splitOverBatches_comeOnceAndInOrder() throws SQLException {
    try (Connection a = it.writer("acme")) {
      for (int i = 0; i < 10; i++) {
        LogUnderTest.append(a, "acme");
      }
      a.commit();
    }
    List<LogEvent> first = it.log().after(Position.START, 4);
    List<LogEvent> second = it.log().after(first.getLast().position(), 100);
    var all = new ArrayList<>(first);
    all.addAll(second);
    assertEquals(it.everything(), all.stream().map(LogEvent::eventId).toList());
  }

  /** 9, 10, 99, 100: as text they would stand in another order. */
  @Test
  void transactionIdGainsADigit_orderIsOfNumbers() throws SQLException {
    for (long tx : new long[] {9, 10, 99, 100, 101}) {
      it.asOwner(
          """
          INSERT INTO event (tx, tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
          VALUES ('%d', 'acme', gen_random_uuid(), 'NoteCreateEvent', now(), 'c', 'note', '1', 1, '{}')
          """
              .formatted(tx));
    }
    var seen = new ArrayList<Long>();
    Position position = Position.START;
    for (int step = 0; step < 3; step++) {
      List<LogEvent> batch = it.log().after(position, 2);
      batch.forEach(event -> seen.add(event.position().tx()));
      position = batch.getLast().position();
    }
    assertEquals(List.of(9L, 10L, 99L, 100L, 101L), seen);
  }

  @Test
  void transactionThatDoesNotEnd_isToldToTheOperator() throws SQLException {
    Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
    try (Connection forgotten = it.writer("acme");
        Connection busy = it.writer("acme")) {
      LogUnderTest.append(forgotten, "acme");
      LogUnderTest.append(busy, "acme", longAgo);
      busy.commit();
      Instant patience = Instant.now().minus(Duration.ofMinutes(1));
      String reason = it.log().findStall(Position.START, patience).orElseThrow();
      assertTrue(reason.contains("wait for transaction"), reason);
      assertTrue(it.log().findStall(Position.START, longAgo.minusSeconds(1)).isEmpty());
      forgotten.rollback();
      assertTrue(it.log().findStall(Position.START, patience).isEmpty());
    }
  }

  @Test
  void positionOfAnotherServer_isToldToTheOperator() {
    String reason =
        it.log().findStall(new Position(1L << 40, 1), Instant.EPOCH).orElse("nothing found");
    assertTrue(reason.contains("restored into another"), reason);
  }

  private List<String> ids(Position from) {
    return it.log().after(from, 100).stream().map(LogEvent::eventId).toList();
  }
}
