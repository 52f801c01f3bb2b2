package trunkline.infra.policy;

/** What breaks a policy: where, and why it does. */
public record Violation(String address, String sentence) {
  @Override
  public String toString() {
    return address + ": " + sentence;
  }
}
