package trunkline.bridge.load;

import java.time.Duration;

/** Holds a load to so many resources a second, so that the platform keeps serving others. */
final class Pace {
  private final long nanosEach;
  private long free = System.nanoTime();

  /** 0 means no limit. */
  Pace(int resourcesPerSecond) {
    this.nanosEach =
        resourcesPerSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / resourcesPerSecond;
  }

  /** Waits until that many more may be sent. */
  void await(int resources) {
    if (nanosEach == 0) {
      return;
    }
    long now = System.nanoTime();
    long wait = free - now;
    free = Math.max(now, free) + nanosEach * resources;
    if (wait > 0) {
      try {
        Thread.sleep(Duration.ofNanos(wait));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PlatformProblem("interrupted; what was acknowledged is safe", e);
      }
    }
  }
}
