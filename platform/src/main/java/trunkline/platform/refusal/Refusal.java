package trunkline.platform.refusal;

import java.util.Map;

/**
 * One "no", as a caller sees it (TMF630 part 1, error representation).
 *
 * @param status HTTP status, 4xx or 503 or 501
 * @param code stable within Trunkline; a client may branch on it
 * @param reason what is wrong, in a few words, the same for every occurrence
 * @param message what is wrong here and what to do about it; never personal data
 * @param headers response headers that belong to the refusal, such as {@code Retry-After}
 */
public record Refusal(
    int status, String code, String reason, String message, Map<String, String> headers) {
  public Refusal {
    headers = Map.copyOf(headers);
  }

  public Refusal(int status, String code, String reason, String message) {
    this(status, code, reason, message, Map.of());
  }

  /** The same refusal with a header. */
  public Refusal with(String header, String value) {
    return new Refusal(status, code, reason, message, Map.of(header, value));
  }

  /** Leaves the current call with this refusal. */
  public Refused asException() {
    return new Refused(this);
  }
}
