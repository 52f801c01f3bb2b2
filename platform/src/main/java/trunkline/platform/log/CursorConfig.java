package trunkline.platform.log;

import java.time.Duration;

/**
 * How a cursor walks.
 *
 * @param batch events taken at a time, at most
 * @param pause how long it waits when there is nothing new, and gathers when there is little
 * @param eager whether a commit in this process ends the pause
 * @param lease how long a dead owner keeps others out
 * @param patience how long it puts its work off, at most, while each pause sees something appended
 */
public record CursorConfig(
    int batch, Duration pause, boolean eager, Duration lease, Duration patience) {
  private static final Duration LEASE = Duration.ofSeconds(5);

  /** One that puts nothing off. */
  public CursorConfig(int batch, Duration pause, boolean eager, Duration lease) {
    this(batch, pause, eager, lease, Duration.ZERO);
  }

  /** For listeners that want each event soon. */
  public static final CursorConfig EAGER =
      new CursorConfig(200, Duration.ofMillis(200), true, LEASE);

  /** For what costs less the more it does at once: few large batches. */
  public static CursorConfig gathering(Duration pause) {
    return new CursorConfig(20_000, pause, false, LEASE);
  }

  /** The same in smaller bites, for what holds a batch in memory. */
  public CursorConfig inBatchesOf(int events) {
    return new CursorConfig(events, pause, eager, lease, patience);
  }

  /** The same at a quiet time, for what nobody waits for. */
  public CursorConfig puttingOff(Duration most) {
    return new CursorConfig(batch, pause, eager, lease, most);
  }
}
