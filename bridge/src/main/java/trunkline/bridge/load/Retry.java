package trunkline.bridge.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * Repeats a call that fails for a while.
 *
 * @param first wait after the first failure; doubled after each, and varied by half at random so
 *     that several callers do not come back at once
 * @param longest wait between two tries
 * @param giveUpAfter time from the first failure of a call until the run stops
 */
public record Retry(Duration first, Duration longest, Duration giveUpAfter) {
  /** Half a second, doubling to fifteen, for five minutes. */
  public static final Retry PATIENT =
      new Retry(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofMinutes(5));

  public Retry {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("the first wait is positive and not above the longest");
    }
  }

  /** Calls until it succeeds; the argument counts the tries from 0. */
  <T> T call(IntFunction<T> work) {
    long began = System.nanoTime();
    for (int tried = 0; ; tried++) {
      try {
        return work.apply(tried);
      } catch (Unreachable e) {
        Duration spent = Duration.ofNanos(System.nanoTime() - began);
        Duration wait = e.askedToWait().orElse(pause(tried));
        if (spent.plus(wait).compareTo(giveUpAfter) > 0) {
          throw new PlatformProblem(
              "%s, for %d seconds now; what was acknowledged is safe: run the same command again when it is back"
                  .formatted(e.getMessage(), spent.toSeconds()),
              e);
        }
        sleep(wait);
      }
    }
  }

  private Duration pause(int tried) {
    long doubled = first.toMillis() << Math.min(tried, 20);
    long most = Math.max(2, Math.min(doubled, longest.toMillis()));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformProblem("interrupted; what was acknowledged is safe", e);
    }
  }
}
