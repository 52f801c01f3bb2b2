package trunkline.consent.privacy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import trunkline.platform.database.DatabaseFailure;

/**
 * Keeps a request's lease while the thread that began this works on it. When the lease is lost all
 * the same, another process goes on, and this one finds out when it saves. A thread that hangs,
 * because a service answers the beginning of something and never its end, is interrupted.
 */
final class LeaseKeeper implements AutoCloseable {
  private static final Duration SURELY_HANGS = Duration.ofMinutes(30);

  private final RequestLeases leases;
  private final PrivacyRequest request;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();
  private final long end = System.nanoTime() + SURELY_HANGS.toNanos();

  private LeaseKeeper(RequestLeases leases, PrivacyRequest request) {
    this.leases = leases;
    this.request = request;
  }

  static LeaseKeeper keep(RequestLeases leases, PrivacyRequest request) {
    var keeper = new LeaseKeeper(leases, request);
    Thread.ofVirtual().name("lease of a privacy request").start(keeper::run);
    return keeper;
  }

  private void run() {
    try {
      while (!closed.await(leases.length().toMillis() / 4, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > end) {
          worker.interrupt();
          return;
        }
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private void renew() {
    try {
      leases.renew(request);
    } catch (DatabaseFailure e) {
      // it is tried again in time, or the lease is over and whoever reaches the database goes on
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
