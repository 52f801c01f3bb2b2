package trunkline.warehouse.serving;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;
import trunkline.platform.http.HttpConfig;
import trunkline.platform.security.SecurityConfig;
import trunkline.platform.telemetry.TelemetryConfig;

/** How the warehouse is served; where its tables are stands in the warehouse's own settings. */
public record ServingConfig(Settings serving) {
  private static final String OWN = "TRUNKLINE_SERVING_";
  private static final int LEAST_KEY = 32;

  /** The keys under {@code serving}. */
  public record Settings(
      HttpConfig http,
      SecurityConfig security,
      TelemetryConfig telemetry,
      @Setting(value = "Queries that run at once; more wait in turn", defaultValue = "4")
          int queriesAtOnce,
      @Setting(value = "Queries that may wait, of all callers", defaultValue = "32")
          int queriesWaiting,
      @Setting(value = "Queries that one caller may have, waiting or running", defaultValue = "8")
          int queriesOfOneCaller,
      @Setting(value = "How long a query waits for its turn before 503", defaultValue = "PT10S")
          Duration longestWait,
      @Setting(
              value = "Rows of one answer, at most; an export may have more",
              defaultValue = "100000")
          int mostRows,
      @Setting(value = "Rows of one export, at most", defaultValue = "10000000")
          long mostExportRows,
      @Setting(
              value = "Engines kept open, one for each tenant and role that asks",
              defaultValue = "8")
          int engines,
      @Setting(
              value =
                  "Key of the pseudonyms, 32 characters or more; another key makes other pseudonyms",
              secret = true)
          String pseudonymKey) {
    public Settings {
      atLeastOne("queriesAtOnce", queriesAtOnce);
      atLeastOne("queriesOfOneCaller", queriesOfOneCaller);
      atLeastOne("mostRows", mostRows);
      atLeastOne("mostExportRows", mostExportRows);
      atLeastOne("engines", engines);
      if (pseudonymKey.length() < LEAST_KEY) {
        throw new IllegalArgumentException("pseudonymKey has 32 characters or more");
      }
    }

    private static void atLeastOne(String key, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(key + " is 1 or more");
      }
    }
  }

  /** Reads the variables that begin with {@code TRUNKLINE_SERVING_}. */
  public static ServingConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> own =
        environment.entrySet().stream()
            .filter(e -> e.getKey().startsWith(OWN))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Configuration.fromEnvironment(ServingConfig.class, own);
  }
}
