package trunkline.consent.privacy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import trunkline.platform.database.DatabaseFailure;

/**
 * Keeps a request's lease while it is worked on, however long a step takes. When it is lost all the
 * same, another process goes on, and this one finds out when it saves.
 */
final class LeaseKeeper implements AutoCloseable {
  private final RequestLeases leases;
  private final PrivacyRequest request;
  private final CountDownLatch closed = new CountDownLatch(1);

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
