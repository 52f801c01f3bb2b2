package trunkline.local;

import org.jspecify.annotations.Nullable;

/** A command can't do what it was asked. The message is the one line that a person gets. */
public final class LocalFailure extends RuntimeException {
  public LocalFailure(String message) {
    super(message);
  }

  public LocalFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
