package trunkline.search;

import java.time.Duration;
import trunkline.platform.config.Setting;

/** What is this service's own to be told. */
public record SearchSettings(
    @Setting(
            value = "How long a statement of a search may run before it is stopped",
            defaultValue = "PT2S")
        Duration statementTimeout,
    @Setting(
            value =
                "What was complete longer ago is answered as stale; a healthy log is read every two seconds",
            defaultValue = "PT6S")
        Duration staleAfter) {
  public SearchSettings {
    if (statementTimeout.toMillis() < 1 || staleAfter.toMillis() < 1) {
      throw new IllegalArgumentException("durations must be longer than nothing");
    }
  }
}
