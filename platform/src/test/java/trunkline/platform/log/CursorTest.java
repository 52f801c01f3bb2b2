package trunkline.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Duration LEASE = Duration.ofMillis(600);
  private static final CursorConfig CONFIG =
      new CursorConfig(10, Duration.ofMillis(20), true, LEASE);

  private final LogUnderTest it = LogUnderTest.open();
  private final List<Cursor> cursors = new ArrayList<>();

  @AfterEach
  void close() {
    cursors.forEach(Cursor::close);
    it.close();
  }

  @Test
  void consumerThatComesLate_seesEverythingFromTheStart() {
    List<String> events = it.commit(35);
    var late = new Recorder();
    start("late", "one", late);
    late.awaitExactly(events);
  }

  @Test
  void cursorThatPutsOff_waitsForAQuietTimeButNotForEver() throws InterruptedException {
    Duration pause = Duration.ofSeconds(1);
    var busyTime = new Recorder();
    var impatient = new Recorder();
    CursorConfig config = new CursorConfig(10, pause, false, LEASE);
    start("first", config.puttingOff(Duration.ofMinutes(10)), busyTime);
    start("second", config.puttingOff(pause), impatient);
    Thread.sleep(300); // the first look is at once, and finds nothing
    var events = new ArrayList<String>();
    while (impatient.taken().isEmpty()) {
      events.addAll(it.commit(1));
      Thread.sleep(20);
    }
    assertEquals(List.of(), busyTime.taken());
    busyTime.awaitExactly(events);
  }

  @Test
  void failingConsumer_resumesInOrderAndDisturbsNobody() {
    var failures = new AtomicInteger(3);
    var failing =
        new Recorder(
            events -> {
              if (failures.getAndDecrement() > 0) {
                throw new IOException("the subscriber is away");
              }
            });
    var other = new Recorder();
    start("failing", "one", failing);
    start("other", "one", other);
    List<String> events = it.commit(25);
    other.awaitExactly(events);
    failing.awaitExactly(events);
  }

  @Test
  void consumerThatRunsOutOfStack_isFedAgain() {
    var failures = new AtomicInteger(1);
    var broken =
        new Recorder(
            events -> {
              if (failures.getAndDecrement() > 0) {
                throw new StackOverflowError("a document too deep");
              }
            });
    start("broken", "one", broken);
    broken.awaitExactly(it.commit(3));
  }

  @Test
  void processDiesBeforeThePositionIsSaved_sameEventsComeAgainInOrder() throws SQLException {
    List<String> events = it.commit(5);
    var first = new Recorder();
    Cursor dying = start("c", "one", first);
    first.awaitExactly(events);
    dying.close();
    assertTrue(it.positions("operator").set("c", Position.START));
    var second = new Recorder();
    start("c", "two", second);
    second.awaitExactly(events);
  }

  @Test
  void replayWhileABatchIsInHand_isNotUndone() throws InterruptedException {
    var inHand = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var recorder =
        new Recorder(
            events -> {
              inHand.countDown();
              goOn.await();
            });
    List<String> events = it.commit(8);
    start("c", "one", recorder);
    inHand.await();
    it.positions("operator").set("c", new Position(1, 1));
    goOn.countDown();
    var twice = new ArrayList<>(events);
    twice.addAll(events);
    recorder.awaitExactly(twice);
  }

  @Test
  void consumerSlowerThanTheLease_keepsItAndIsNotDoubled() {
    var slow = new Recorder(events -> Thread.sleep(LEASE.multipliedBy(3)));
    var eager = new Recorder();
    List<String> events = it.commit(5);
    Cursor working = start("c", "one", slow);
    Recorder.await(() -> isOwnedBy("one"));
    start("c", "two", eager);
    slow.awaitExactly(events);
    working.close();
    List<String> more = it.commit(5);
    eager.awaitExactly(more);
  }

  @Test
  void leaseTakenByAnother_consumerIsInterruptedAndTheOtherGoesOn() throws Exception {
    var interrupted = new AtomicBoolean();
    var stuck =
        new Recorder(
            events -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
            });
    it.commit(5);
    start("c", "one", stuck);
    Recorder.await(() -> isOwnedBy("one"));
    it.asOwner("UPDATE cursor_position SET owner = 'two', lease_until = now() + interval '1 hour'");
    Recorder.await(interrupted::get);
    assertEquals(List.of(), stuck.taken());
  }

  @Test
  void ownerIsKilled_anotherTakesOverWhenTheLeaseHasEnded() {
    List<String> events = it.commit(5);
    var positions = it.positions("killed");
    positions.begin("c");
    assertTrue(positions.lease("c", LEASE).isPresent());
    var successor = new Recorder();
    start("c", "two", successor);
    assertEquals(List.of(), successor.taken());
    successor.awaitExactly(events);
  }

  @Test
  void ownerEndsInOrder_anotherTakesOverAtOnce() {
    var config = new CursorConfig(10, Duration.ofMillis(20), true, Duration.ofHours(1));
    List<String> events = it.commit(5);
    var first = new Recorder();
    Cursor.start("c", it.log(), it.positions("one"), config, first).close();
    var second = new Recorder();
    cursors.add(Cursor.start("c", it.log(), it.positions("two"), config, second));
    Recorder.await(() -> first.taken().size() + second.taken().size() >= events.size());
    Recorder.await(() -> isOwnedBy("two"));
  }

  @Test
  void removedWhileItRuns_doesNotBeginAgainAtTheStart() throws Exception {
    it.commit(5);
    it.positions("one").begin("hub/1");
    var recorder = new Recorder();
    cursors.add(Cursor.resume("hub/1", it.log(), it.positions("one"), CONFIG, recorder));
    Recorder.await(() -> recorder.taken().size() == 5);
    it.asOwner("DELETE FROM cursor_position");
    it.commit(5);
    Thread.sleep(300);
    assertEquals(5, recorder.taken().size());
  }

  @Test
  void failingConsumer_closesWithoutWaitingForItsPause() {
    var recorder =
        new Recorder(
            events -> {
              throw new IOException("away");
            });
    it.commit(1);
    Cursor cursor = start("c", "one", recorder);
    Recorder.await(() -> isOwnedBy("one"));
    Recorder.await(() -> waited(Duration.ofSeconds(2)));
    long began = System.nanoTime();
    cursor.close();
    assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() < 2_000);
  }

  @Test
  void idleCursor_writesNothing() throws SQLException {
    var config = new CursorConfig(10, Duration.ofMillis(5), true, Duration.ofMinutes(1));
    cursors.add(Cursor.start("c", it.log(), it.positions("one"), config, new Recorder()));
    Recorder.await(() -> isOwnedBy("one"));
    String before = text("SELECT xmin::text FROM cursor_position");
    Recorder.await(() -> waited(Duration.ofMillis(300)));
    assertEquals(before, text("SELECT xmin::text FROM cursor_position"));
    assertFalse(before.isEmpty());
  }

  private long waitingSince = 0;

  private boolean waited(Duration length) {
    if (waitingSince == 0) {
      waitingSince = System.nanoTime();
    }
    return System.nanoTime() - waitingSince > length.toNanos();
  }

  private Cursor start(String name, String owner, EventConsumer consumer) {
    var cursor = Cursor.start(name, it.log(), it.positions(owner), CONFIG, consumer);
    cursors.add(cursor);
    return cursor;
  }

  private void start(String name, CursorConfig config, EventConsumer consumer) {
    cursors.add(Cursor.start(name, it.log(), it.positions("one"), config, consumer));
  }

  private boolean isOwnedBy(String owner) {
    return owner.equals(text("SELECT coalesce(max(owner), '') FROM cursor_position"));
  }

  private String text(String sql) {
    try (var owner = it.access().connectAsOwner();
        var rows = owner.prepareStatement(sql).executeQuery()) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
