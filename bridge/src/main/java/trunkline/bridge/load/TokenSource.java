package trunkline.bridge.load;

/** Gives the bearer token for the platform. Any thread may ask. */
public interface TokenSource {
  /** A token that is good for the next call. */
  String token();

  /** The platform did not take this token (401): the next one must be another. */
  default void refused(String token) {}
}
