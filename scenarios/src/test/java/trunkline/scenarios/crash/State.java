package trunkline.scenarios.crash;

/** What can be seen of a customer. */
record State(long version, String statusReason) {
  /** There is no such customer. */
  static final State ABSENT = new State(0, "");
}
