package trunkline.platform.security;

/** Gives the bearer token for a call to a service. Any thread may ask. */
public interface TokenSource {
  /** A token that is good for the next call. */
  String token();

  /** The service did not take this token (401): the next one must be another. */
  default void refused(String token) {}
}
