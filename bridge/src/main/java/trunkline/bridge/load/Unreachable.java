package trunkline.bridge.load;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that may well succeed later; the caller waits and repeats it. */
final class Unreachable extends RuntimeException {
  private final transient Optional<Duration> askedToWait;

  Unreachable(String message, @Nullable Throwable cause) {
    this(message, cause, Optional.empty());
  }

  Unreachable(String message, @Nullable Throwable cause, Optional<Duration> askedToWait) {
    super(message, cause);
    this.askedToWait = askedToWait;
  }

  /** How long the other side asked us to wait (Retry-After). */
  Optional<Duration> askedToWait() {
    return askedToWait;
  }
}
