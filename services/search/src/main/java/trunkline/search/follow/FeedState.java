package trunkline.search.follow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import trunkline.platform.log.Position;

/**
 * How far a generation has taken one service's log.
 *
 * @param position of the last event taken
 * @param events how many were taken, each counted once
 * @param eventTime of the last event taken; null before the first
 * @param readAt when the generation last held all of the log; null while it never has
 */
public record FeedState(
    long generation,
    String service,
    Position position,
    long events,
    @Nullable Instant eventTime,
    @Nullable Instant readAt) {}
