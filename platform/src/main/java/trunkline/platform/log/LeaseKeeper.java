package trunkline.platform.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import trunkline.platform.database.DatabaseFailure;

/**
 * Keeps a lease while a consumer works on a batch, however long that takes. When the lease is lost,
 * or can't be renewed in time, the consumer is interrupted: another process may be feeding the same
 * subscriber by then, and two at once would mix the order.
 */
final class LeaseKeeper implements AutoCloseable {
  private final CursorPositions positions;
  private final String name;
  private final Duration length;
  private final Thread worker = Thread.currentThread();
  private final Thread thread;
  private Lease.Term term;
  private final CountDownLatch closed = new CountDownLatch(1);

  private LeaseKeeper(CursorPositions positions, String name, Duration length, Lease.Term term) {
    this.positions = positions;
    this.name = name;
    this.length = length;
    this.term = term;
    this.thread = Thread.ofVirtual().name("lease " + name).unstarted(this::run);
  }

  /** Keeps the calling thread's lease until closed. */
  static LeaseKeeper keep(CursorPositions positions, String name, Duration length, Lease lease) {
    var keeper = new LeaseKeeper(positions, name, length, lease.term());
    keeper.thread.start();
    return keeper;
  }

  private void run() {
    try {
      while (!closed.await(length.toMillis() / 4, TimeUnit.MILLISECONDS)) {
        if (!renewed()) {
          interruptWorker();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private boolean renewed() {
    long now = System.nanoTime();
    try {
      boolean renewed = positions.renew(name, length);
      term = Lease.Term.from(now, length);
      return renewed;
    } catch (DatabaseFailure e) {
      return !term.isOver(System.nanoTime());
    }
  }

  private synchronized void interruptWorker() {
    if (closed.getCount() > 0) {
      worker.interrupt();
    }
  }

  /**
   * From here on the worker is not interrupted any more. The keeper is not interrupted either: that
   * would break the connection it may be using.
   */
  @Override
  public synchronized void close() {
    closed.countDown();
  }
}
