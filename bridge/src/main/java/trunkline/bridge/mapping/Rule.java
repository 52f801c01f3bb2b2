package trunkline.bridge.mapping;

import trunkline.bridge.transform.Condition;

/** A named rule about rows. */
public sealed interface Rule {
  String name();

  /** Rows for which the condition holds do not move, on purpose. */
  record Exclude(String name, Condition when, String reason) implements Rule {}

  /**
   * Rows for which the condition does not hold are rejected.
   *
   * @param field what the person who repairs the row has to look at
   */
  record Require(String name, Condition that, String field, String reason, String hint)
      implements Rule {}
}
