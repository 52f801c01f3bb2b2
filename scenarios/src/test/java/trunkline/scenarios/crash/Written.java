package trunkline.scenarios.crash;

import java.util.Set;

/**
 * A customer as its writer knows it: in one state after an acknowledged write, in one of two after
 * a write that was never answered. By its name it is found, since an unanswered creation has told
 * no id.
 */
final class Written {
  private final String name;
  private volatile String id = "";
  private volatile Set<State> possible = Set.of(State.ABSENT);

  Written(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  Set<State> possible() {
    return possible;
  }

  /** The state; fails when there are two. */
  State state() {
    if (possible.size() != 1) {
      throw new IllegalStateException(name + " may be in any of " + possible);
    }
    return possible.iterator().next();
  }

  void created(String givenId, State state) {
    id = givenId;
    possible = Set.of(state);
  }

  void acknowledged(State state) {
    possible = Set.of(state);
  }

  /** The write was sent and nothing came back: it happened or it didn't. */
  void unanswered(State proposed) {
    possible = Set.of(state(), proposed);
  }
}
