package trunkline.platform.config;

/** The process can't start as it was configured. The message names the key and says what to do. */
public final class InvalidConfiguration extends RuntimeException {
  public InvalidConfiguration(String message) {
    super(message);
  }
}
