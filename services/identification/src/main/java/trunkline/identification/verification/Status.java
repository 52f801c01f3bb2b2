package trunkline.identification.verification;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Where a verification stands. */
enum Status {
  /** The person is on the way to the eID and back. */
  PENDING("pending"),
  /** The person is back, and the code is being redeemed; happens once. */
  REDEEMING("redeeming"),
  /** Somebody has to decide who did not ask for it. */
  NEEDS_REVIEW("needsReview"),
  /** Done: the person's identity has a credential of this verification. */
  VERIFIED("verified"),
  /** Done: somebody has decided against it. */
  REJECTED("rejected"),
  /** Done: what came back from the eID was refused, or the person is gone. */
  FAILED("failed"),
  /** Done: the person did not come back in time. */
  EXPIRED("expired");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static Optional<Status> find(String text) {
    return Arrays.stream(values()).filter(status -> status.text.equals(text)).findFirst();
  }

  /** A review that finds the identifier taken stays a review. */
  private Set<Status> next() {
    return switch (this) {
      case PENDING -> Set.of(REDEEMING, EXPIRED, FAILED);
      case REDEEMING -> Set.of(VERIFIED, NEEDS_REVIEW, FAILED);
      case NEEDS_REVIEW -> Set.of(NEEDS_REVIEW, VERIFIED, REJECTED, FAILED);
      case VERIFIED, REJECTED, FAILED, EXPIRED -> Set.of();
    };
  }

  boolean allows(Status next) {
    return next().contains(next);
  }

  boolean isDone() {
    return next().isEmpty();
  }
}
