package trunkline.platform.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import trunkline.platform.database.DatabaseFailure;

/**
 * Feeds one consumer from the log, in order, at least once, from a position that survives the
 * process. One thread of its own; a failing consumer holds up nobody else and is offered the same
 * events again after a growing pause.
 */
public final class Cursor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** What is back serves everybody at once; there is no reason to let it wait. */
  private static final Duration LONGEST_PAUSE_FOR_SOURCE = Duration.ofSeconds(1);

  private static final Duration STALL_CHECK = Duration.ofSeconds(30);
  private static final Duration STALL_PATIENCE = Duration.ofMinutes(1);

  private static final int ATTEMPTS_WHILE_STARTING = 30;

  /** A batch that the consumer took. */
  private record Taken(Position from, Position to) {}

  private final String name;
  private final EventSource log;
  private final CursorPositions positions;
  private final CursorConfig config;
  private final EventConsumer consumer;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable listener;
  private final Thread thread;
  private volatile long lastNews;
  private boolean begun;
  private @Nullable Taken unsaved;
  private long lookedForStall = System.nanoTime() - STALL_CHECK.toNanos();

  private Cursor(
      String name,
      EventSource log,
      CursorPositions positions,
      CursorConfig config,
      EventConsumer consumer,
      boolean begun) {
    this.name = name;
    this.log = log;
    this.positions = positions;
    this.config = config;
    this.consumer = consumer;
    this.begun = begun;
    this.listener = config.eager() ? this::wake : this::noteNews;
    this.lastNews = System.nanoTime() - config.pause().toNanos();
    this.thread = Thread.ofVirtual().name("cursor " + name).unstarted(this::run);
  }

  /**
   * Starts feeding, from the start of the log when there is no such cursor yet; {@code name} is
   * unique in the service's database.
   */
  public static Cursor start(
      String name,
      EventSource log,
      CursorPositions positions,
      CursorConfig config,
      EventConsumer consumer) {
    return new Cursor(name, log, positions, config, consumer, false).started();
  }

  /**
   * Starts feeding where a cursor stands that somebody else made. One that is removed meanwhile
   * gets nothing more; it must not begin again at the start of the log.
   */
  public static Cursor resume(
      String name,
      EventSource log,
      CursorPositions positions,
      CursorConfig config,
      EventConsumer consumer) {
    return new Cursor(name, log, positions, config, consumer, true).started();
  }

  private Cursor started() {
    log.onAppended(listener);
    thread.start();
    return this;
  }

  private void run() {
    int failures = 0;
    while (!isClosed()) {
      try {
        boolean more = step();
        failures = 0;
        if (!more) {
          rest();
        }
      } catch (Throwable e) { // an Error too: a cursor that died in silence would never be missed
        failures++;
        pauseAfter(failures, e);
      }
    }
    release();
  }

  /** One batch; true when there may be more at once. */
  private boolean step() throws Exception {
    if (!begun) {
      positions.begin(name);
      begun = true;
    }
    Optional<Lease> lease = positions.lease(name, config.lease());
    if (lease.isEmpty()) {
      return false;
    }
    Position saved = lease.get().position();
    if (unsaved != null) {
      Taken taken = unsaved;
      unsaved = null;
      if (taken.from().equals(saved)) {
        save(taken);
        return true;
      }
    }
    Position from = consumer.resume(saved);
    if (from.compareTo(saved) > 0 && !positions.advance(name, saved, from)) {
      return true;
    }
    List<LogEvent> events = log.after(from, config.batch());
    if (events.isEmpty() && !consumer.wantsTurn()) {
      lookForStall(from);
      return false;
    }
    try (var _ = LeaseKeeper.keep(positions, name, config.lease(), lease.get())) {
      consumer.accept(from, events);
    }
    if (events.isEmpty()) {
      return true;
    }
    return !save(new Taken(from, events.getLast().position())) || events.size() == config.batch();
  }

  /** What the consumer took is remembered until the database has it: it is not offered again. */
  private boolean save(Taken taken) {
    unsaved = taken;
    boolean moved = positions.advance(name, taken.from(), taken.to());
    unsaved = null;
    return moved;
  }

  /** Silence has two reasons, and only one of them is good. */
  private void lookForStall(Position from) {
    long now = System.nanoTime();
    if (now - lookedForStall > STALL_CHECK.toNanos()) {
      lookedForStall = now;
      log.findStall(from, Instant.now().minus(STALL_PATIENCE))
          .ifPresent(reason -> LOG.warn("cursor {} gets nothing: {}", name, reason));
    }
  }

  private void pauseAfter(int failures, Throwable failure) {
    Thread.interrupted(); // a lost lease interrupts the consumer, not the cursor
    if (isClosed()) {
      return;
    }
    LOG.atLevel(isStillStarting(failure, failures) ? Level.DEBUG : Level.WARN)
        .log(
            "cursor {} could not go on (attempt {}), it will try again: {}",
            name,
            failures,
            failure.toString());
    boolean source = failure instanceof DatabaseFailure || failure instanceof SourceUnavailable;
    Duration longest = source ? LONGEST_PAUSE_FOR_SOURCE : LONGEST_PAUSE;
    try {
      var _ =
          closed.await(
              Math.min(longest.toMillis(), 100L << Math.min(failures, 10)), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // only close() interrupts here, and the loop sees that it is closed
    }
  }

  /**
   * Services start beside each other: for half a minute it is no news that another is not there.
   */
  private static boolean isStillStarting(Throwable failure, int failures) {
    return failure instanceof SourceUnavailable && failures < ATTEMPTS_WHILE_STARTING;
  }

  private void release() {
    Thread.interrupted();
    try {
      positions.release(name);
    } catch (RuntimeException e) {
      LOG.info("cursor {} could not hand its lease back, it ends by itself", name);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private void noteNews() {
    lastNews = System.nanoTime();
  }

  /** A pause, and more of them while others are busy and this one can wait. */
  private void rest() throws InterruptedException {
    long end = System.nanoTime() + config.patience().toNanos();
    boolean woken;
    do {
      woken = news.tryAcquire(config.pause().toMillis(), TimeUnit.MILLISECONDS);
    } while (!woken && isBusy() && System.nanoTime() < end);
    if (woken) {
      news.drainPermits();
    }
  }

  private boolean isBusy() {
    return System.nanoTime() - lastNews < config.pause().toNanos();
  }

  /** Stops after the batch in hand; what it did not finish comes again next time. */
  @Override
  public void close() {
    closed.countDown();
    log.forget(listener);
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
