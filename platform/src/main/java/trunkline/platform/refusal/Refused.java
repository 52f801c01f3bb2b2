package trunkline.platform.refusal;

/**
 * Carries a {@link Refusal} to the one edge that answers it. Has no stack trace: it is an answer,
 * not a fault.
 */
public final class Refused extends RuntimeException {
  private final transient Refusal refusal;

  Refused(Refusal refusal) {
    super(refusal.code() + ": " + refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
