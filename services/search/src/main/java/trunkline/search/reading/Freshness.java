package trunkline.search.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.search.follow.FeedState;

/**
 * How far what is known of a service can be trusted.
 *
 * @param asOf the projection holds everything that the service had committed by then; where that
 *     was never so, the time of the last event known; null when nothing is
 */
public record Freshness(State state, @Nullable Instant asOf) {
  /** What a reader is told. */
  public enum State {
    CURRENT,
    /** The service can't be reached, or its log is longer than what was read. */
    STALE,
    /** Nothing of the service was ever read. */
    UNAVAILABLE
  }

  /** The freshness of one service at an instant. */
  public static Freshness of(
      String service, List<FeedState> feeds, Instant now, Duration staleAfter) {
    Optional<FeedState> feed = feeds.stream().filter(f -> f.service().equals(service)).findFirst();
    return feed.map(known -> of(known, now, staleAfter))
        .orElse(new Freshness(State.UNAVAILABLE, null));
  }

  /** The freshness that a log was read with at an instant. */
  public static Freshness of(FeedState feed, Instant now, Duration staleAfter) {
    Instant read = feed.readAt();
    if (read != null) {
      boolean current = !read.plus(staleAfter).isBefore(now);
      return new Freshness(current ? State.CURRENT : State.STALE, read);
    }
    Instant event = feed.eventTime();
    return event == null
        ? new Freshness(State.UNAVAILABLE, null)
        : new Freshness(State.STALE, event);
  }
}
