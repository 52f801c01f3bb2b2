package trunkline.platform.tmf;

/**
 * What a change of one resource means for others: the part of a decision that needs to look at
 * them. All of it commits with the change, or nothing does. Must be safe to call from any thread.
 */
@FunctionalInterface
public interface Consequences {
  /** Each resource stands for itself. */
  Consequences NONE = change -> {};

  /**
   * Called before the change is written: takes the locks under which {@link #follow} may look
   * around. Refuses nothing, for a repeated request is answered as it was the first time.
   */
  default void lock(Change change) {}

  /**
   * Called when the change stands in its table, in the same transaction. Refuses what other
   * resources do not allow, and changes those that must go along.
   */
  void follow(Change change);
}
