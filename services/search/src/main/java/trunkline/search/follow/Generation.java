package trunkline.search.follow;

import java.time.Instant;
import trunkline.search.projection.Projection;

/**
 * One copy of the projection.
 *
 * @param number from 1, one more with each rebuild
 * @param slot which of the two sets of tables holds it
 * @param since when it came into this state
 * @param shape of its terms, see {@link Projection#SHAPE}
 */
public record Generation(long number, short slot, State state, Instant since, int shape) {
  /** Where a generation is in its life. */
  public enum State {
    BUILDING,
    SERVING,
    /** Replaced; kept for as long as a request that began before may read it. */
    RETIRED
  }

  /** Whether it was built by a release that found by other entries. */
  boolean isOutgrown() {
    return shape < Projection.SHAPE;
  }
}
