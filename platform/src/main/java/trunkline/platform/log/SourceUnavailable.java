package trunkline.platform.log;

import java.io.IOException;

/**
 * A log can't be read for now. A cursor looks again every second: what waits there may be somebody
 * taking back a consent.
 */
public final class SourceUnavailable extends IOException {
  public SourceUnavailable(String message) {
    super(message);
  }

  public SourceUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
