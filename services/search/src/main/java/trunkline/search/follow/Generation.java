package trunkline.search.follow;

import java.time.Instant;

/**
 * One copy of the projection.
 *
 * @param number from 1, one more with each rebuild
 * @param slot which of the two sets of tables holds it
 * @param since when it came into this state
 */
public record Generation(long number, short slot, State state, Instant since) {
  /** Where a generation is in its life. */
  public enum State {
    BUILDING,
    SERVING,
    /** Replaced; kept for as long as a request that began before may read it. */
    RETIRED
  }
}
