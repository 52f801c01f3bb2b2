package trunkline.platform.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one consumer from the log, in order, at least once, from a position that survives the
 * process. One thread of its own; a failing consumer holds up nobody else and is offered the same
 * events again after a growing pause.
 */
public final class Cursor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final EventLog log;
  private final CursorPositions positions;
  private final CursorConfig config;
  private final EventConsumer consumer;
  private final Semaphore news = new Semaphore(0);
  private final Runnable wake = this::wake;
  private final Thread thread;
  private volatile boolean closed;

  private Cursor(
      String name,
      EventLog log,
      CursorPositions positions,
      CursorConfig config,
      EventConsumer consumer) {
    this.name = name;
    this.log = log;
    this.positions = positions;
    this.config = config;
    this.consumer = consumer;
    this.thread = Thread.ofVirtual().name("cursor " + name).unstarted(this::run);
  }

  /** Starts feeding; {@code name} is unique in the service's database. */
  public static Cursor start(
      String name,
      EventLog log,
      CursorPositions positions,
      CursorConfig config,
      EventConsumer consumer) {
    var cursor = new Cursor(name, log, positions, config, consumer);
    if (config.eager()) {
      log.onAppended(cursor.wake);
    }
    cursor.thread.start();
    return cursor;
  }

  private void run() {
    int failures = 0;
    while (!closed) {
      try {
        boolean more = step();
        failures = 0;
        if (!more) {
          rest(config.pause());
        }
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        failures++;
        LOG.warn(
            "cursor {} could not go on (attempt {}), it will try again: {}",
            name,
            failures,
            e.toString());
        if (!pauseAfter(failures)) {
          return;
        }
      }
    }
  }

  /** One batch; true when there may be more at once. */
  private boolean step() throws Exception {
    Optional<Position> saved = positions.lease(name, config.lease());
    if (saved.isEmpty()) {
      return false;
    }
    Position from = consumer.resume(saved.get());
    if (from.compareTo(saved.get()) > 0) {
      positions.save(name, from);
    }
    List<LogEvent> events = log.after(from, config.batch());
    if (events.isEmpty()) {
      return false;
    }
    consumer.accept(from, events);
    positions.save(name, events.getLast().position());
    return events.size() == config.batch();
  }

  private boolean pauseAfter(int failures) {
    long millis = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failures, 10));
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    if (news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  /** Stops after the batch in hand; what it did not finish comes again next time. */
  @Override
  public void close() {
    closed = true;
    log.forget(wake);
    wake();
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
