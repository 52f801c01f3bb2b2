package trunkline.platform.tmf.hub;

import java.util.Set;

/**
 * What became of one request to a subscriber.
 *
 * @param status what it answered; 0 when no answer came, or nothing could be sent
 */
record Attempt(int status) {
  static final Attempt UNANSWERED = new Attempt(0);

  /** Said of the caller or of the moment, not of the event: these pass. */
  private static final Set<Integer> PASSING = Set.of(401, 403, 404, 408, 425, 429);

  boolean isTaken() {
    return status >= 200 && status < 300;
  }

  /** Whether the subscriber means this very event, so that waiting will hardly help. */
  boolean isRefused() {
    return status >= 400 && status < 500 && !PASSING.contains(status);
  }

  @Override
  public String toString() {
    return status == 0 ? "can't be reached" : "answered " + status;
  }
}
