package trunkline.platform.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a cursor reads: this service's own log, or another service's by its feed. */
public interface EventSource {
  /**
   * The next events behind a position, at most {@code limit}, in the log's order; may wait a moment
   * for news before it answers that there are none.
   */
  List<LogEvent> after(Position position, int limit) throws Exception;

  /** Tells the listener whenever there may be news; a source that can't tell does nothing. */
  default void onAppended(Runnable listener) {}

  /** Tells that listener nothing more. */
  default void forget(Runnable listener) {}

  /** Why nothing may come behind a position although it should, in words for an operator. */
  default Optional<String> findStall(Position position, Instant patience) {
    return Optional.empty();
  }
}
