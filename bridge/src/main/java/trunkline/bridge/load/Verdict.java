package trunkline.bridge.load;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trunkline.client.bulk.model.Error;

/** What the platform's answer to one line means. */
sealed interface Verdict {
  /**
   * The resource is there.
   *
   * @param existed the platform knew the key already and wrote nothing
   * @param repeated the call was sent more than once, so it may be ourselves who wrote it
   */
  record Accepted(String id, boolean existed, boolean repeated) implements Verdict {}

  /** The platform does not take the line as it is. */
  record Refused(int status, String reason, String message) implements Verdict {
    static Refused of(int status, @Nullable Error error) {
      String reason = error == null ? null : error.getReason();
      String message = error == null ? null : error.getMessage();
      return new Refused(
          status,
          Objects.requireNonNullElse(reason, "no reason given"),
          Objects.requireNonNullElse(message, ""));
    }
  }
}
