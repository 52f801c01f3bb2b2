package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.consent.privacy.PrivacyRequest.Kind;

/**
 * Works on requests, one after the other, on a thread of its own. What it does is saved after every
 * step under a lease, so that another process goes on when this one dies, and a service that is
 * away makes a request wait and never end half done.
 */
final class RequestWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RequestWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration STILL_AT_WORK = Duration.ofMillis(200);
  private static final int LONGEST_FACTOR = 30;

  private final RequestStore store;
  private final RequestLeases leases;
  private final Work exports;
  private final Work erasures;
  private final Duration pause;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("privacy requests").unstarted(this::run);
  private volatile boolean closed;

  /** {@code pause} is how long a service that did not do its part is left alone at first. */
  RequestWorker(
      RequestStore store, RequestLeases leases, Work exports, Work erasures, Duration pause) {
    this.store = store;
    this.leases = leases;
    this.exports = exports;
    this.erasures = erasures;
    this.pause = pause;
  }

  RequestWorker started() {
    thread.start();
    return this;
  }

  /** There is something to do. */
  void wake() {
    news.release();
  }

  private void run() {
    while (!closed) {
      try {
        workOrWait();
        news.drainPermits();
      } catch (InterruptedException e) {
        // closed, or a request hung and was let go: the condition of the loop knows
      }
    }
  }

  private void workOrWait() throws InterruptedException {
    try {
      Optional<PrivacyRequest> taken = leases.take();
      if (taken.isPresent()) {
        work(taken.get());
        return;
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("privacy requests wait: {}", e.toString());
      }
    }
    news.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void work(PrivacyRequest request) throws InterruptedException {
    try (var _ = LeaseKeeper.keep(leases, request)) {
      steps(request);
    } catch (InterruptedException e) {
      leases.postpone(request, Duration.ZERO, null); // so that the next process begins at once
      throw e;
    } catch (PeerTrouble e) {
      leases.postpone(request, pauseAfter(request), e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.error("privacy request {} broke", request.id(), e);
      leases.postpone(request, pauseAfter(request), "It broke on our side and will be tried again");
    }
  }

  private Duration pauseAfter(PrivacyRequest request) {
    return pause.multipliedBy(Math.min(request.attempts() + 1, LONGEST_FACTOR));
  }

  private void steps(PrivacyRequest request) throws InterruptedException, IOException {
    Work work = request.kind() == Kind.EXPORT ? exports : erasures;
    PrivacyRequest now = request;
    while (true) {
      ObjectNode reached;
      switch (work.step(now, now.state())) {
        case Work.Next.Step(ObjectNode state) -> reached = state;
        case Work.Next.Again(ObjectNode state) -> {
          reached = state;
          Thread.sleep(STILL_AT_WORK);
        }
        case Work.Next.Over(RequestLeases.End end) -> {
          leases.end(request, end);
          return;
        }
      }
      if (!leases.save(request, reached)) {
        return;
      }
      now = store.find(request.tenant(), request.id()).orElse(now);
    }
  }

  /** Stops in the middle of whatever it does; another process, or the next start, goes on. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
