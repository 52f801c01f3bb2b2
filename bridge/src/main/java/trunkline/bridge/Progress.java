package trunkline.bridge;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a migration stands.
 *
 * @param done rows settled, by earlier calls too
 * @param total rows that the source declared when this call began
 * @param doneNow rows settled by this call
 * @param resourcesNow resources written by this call
 * @param elapsed since this call began to load
 */
public record Progress(
    Phase phase, long done, long total, long doneNow, long resourcesNow, Duration elapsed) {
  /** What the bridge is doing. */
  public enum Phase {
    PROFILING,
    LOADING,
    RECOUNTING
  }

  /** Between 0 and 100, also when the source has grown meanwhile. */
  public int percent() {
    return total <= 0 ? 100 : (int) Math.min(100, done * 100 / total);
  }

  /** Time to go at the rate of this call; empty while there is no rate. */
  public Optional<Duration> remaining() {
    if (doneNow <= 0 || elapsed.isZero()) {
      return Optional.empty();
    }
    long left = Math.max(0, total - done);
    return Optional.of(Duration.ofMillis(elapsed.toMillis() * left / doneNow));
  }

  /** Resources written a second, by this call. */
  public long resourcesPerSecond() {
    return elapsed.isZero() ? 0 : resourcesNow * 1000 / Math.max(1, elapsed.toMillis());
  }
}
