package trunkline.platform.security;

import org.jspecify.annotations.Nullable;

/** No token could be had. The message says where and what to look at; never a secret. */
public final class TokenUnavailable extends RuntimeException {
  private final boolean temporary;

  private TokenUnavailable(String message, @Nullable Throwable cause, boolean temporary) {
    super(message, cause);
    this.temporary = temporary;
  }

  static TokenUnavailable forNow(String message, @Nullable Throwable cause) {
    return new TokenUnavailable(message, cause, true);
  }

  static TokenUnavailable forGood(String message, @Nullable Throwable cause) {
    return new TokenUnavailable(message, cause, false);
  }

  /** Whether the same call may well succeed later. */
  public boolean isTemporary() {
    return temporary;
  }
}
