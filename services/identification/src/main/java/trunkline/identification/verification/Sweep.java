package trunkline.identification.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.identification.identity.IdentityEnds;

/**
 * Looks again and again for what has ended: logins that nobody came back from, redemptions that
 * broke off with their process, identities and credentials. Every process may sweep: each change is
 * made once. One thread of its own.
 */
final class Sweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** Longer than the provider and the database together can take. */
  private static final Duration REDEMPTION = Duration.ofMinutes(5);

  private final Verifications verifications;
  private final VerificationStore store;
  private final IdentityEnds ends;
  private final Duration pause;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("sweep").unstarted(this::run);

  Sweep(
      Verifications verifications,
      VerificationStore store,
      IdentityEnds ends,
      Duration pause,
      InstantSource clock) {
    this.verifications = verifications;
    this.store = store;
    this.ends = ends;
    this.pause = pause;
    this.clock = clock;
  }

  Sweep start() {
    thread.start();
    return this;
  }

  /** Ends what has ended by {@code now}. */
  void sweep(Instant now) {
    for (Verification late : verifications.unfinished(now, now.minus(REDEMPTION))) {
      boolean interrupted = late.status() == Status.REDEEMING;
      String code = interrupted ? "interrupted" : "verificationExpired";
      Verification ended =
          late.to(interrupted ? Status.FAILED : Status.EXPIRED, late.outcome().refused(code));
      store.settle(late, ended, new Step("system", code, now, "sweep"));
    }
    ends.sweep(now);
  }

  private void run() {
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        trySweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A database that is gone now is there at a later sweep. */
  private void trySweep() {
    try {
      sweep(clock.instant().truncatedTo(ChronoUnit.MICROS));
    } catch (RuntimeException e) {
      LOG.warn("could not look for what has expired, will try again: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
