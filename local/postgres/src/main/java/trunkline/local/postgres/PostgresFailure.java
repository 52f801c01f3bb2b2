package trunkline.local.postgres;

import org.jspecify.annotations.Nullable;

/** The server can't be had. The message says why and what a person does about it. */
public final class PostgresFailure extends RuntimeException {
  public PostgresFailure(String message) {
    super(message);
  }

  public PostgresFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
