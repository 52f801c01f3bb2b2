package trunkline.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A consumer that remembers what it got, and does first what a test wants of it. */
class Recorder implements EventConsumer {
  /** May wait or throw before the events are taken. */
  @FunctionalInterface
  interface Before {
    void taking(List<LogEvent> events) throws Exception;
  }

  private final List<String> taken = new ArrayList<>();
  private final Before before;

  Recorder(Before before) {
    this.before = before;
  }

  Recorder() {
    this(events -> {});
  }

  @Override
  public void accept(Position from, List<LogEvent> events) throws Exception {
    before.taking(events);
    synchronized (this) {
      events.forEach(event -> taken.add(event.eventId()));
    }
  }

  synchronized List<String> taken() {
    return List.copyOf(taken);
  }

  /** Waits until exactly these have been taken, in this order. */
  void awaitExactly(List<String> expected) {
    await(() -> taken().size() >= expected.size());
    assertEquals(expected, taken());
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertTrue(condition.getAsBoolean(), "did not come true within 20 s");
  }
}
