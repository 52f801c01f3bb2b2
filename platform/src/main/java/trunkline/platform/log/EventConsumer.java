package trunkline.platform.log;

import java.util.List;

/**
 * What a cursor feeds. The same events can come again (the process died before the position was
 * saved), always in the same order from the same position; a consumer takes that without harm.
 */
public interface EventConsumer {
  /**
   * Takes the events that follow {@code from}; returning means that they are safe. Throwing means
   * that none of them is, and the cursor will offer them again after a pause.
   */
  void accept(Position from, List<LogEvent> events) throws Exception;

  /**
   * Where this consumer really is. One whose own store knows better (it had taken a batch when the
   * process died before the position was saved) answers with the later position.
   */
  default Position resume(Position saved) {
    return saved;
  }

  /**
   * Whether this consumer has work of its own that only the owner of the cursor may do. It is then
   * given its turn, with an empty list, even when nothing is new.
   */
  default boolean wantsTurn() {
    return false;
  }
}
