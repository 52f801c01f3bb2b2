package trunkline.platform.log;

import java.time.Duration;
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
  private boolean closed;

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
      do {
        Thread.sleep(length.dividedBy(4));
      } while (renewed());
      interruptWorker();
    } catch (InterruptedException e) {
      // closed: the batch is done
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
    if (!closed) {
      worker.interrupt();
    }
  }

  /** From here on the worker is not interrupted any more. */
  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
  }
}
