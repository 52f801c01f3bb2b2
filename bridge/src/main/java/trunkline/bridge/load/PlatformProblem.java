package trunkline.bridge.load;

/**
 * The platform, or the identity provider before it, does not do what the bulk contract says. What
 * was acknowledged is safe; the message says what to do before the run is started again.
 */
public final class PlatformProblem extends RuntimeException {
  PlatformProblem(String message) {
    super(message);
  }

  public PlatformProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
