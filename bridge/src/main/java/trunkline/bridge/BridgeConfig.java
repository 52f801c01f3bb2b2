package trunkline.bridge;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.config.Setting;
import trunkline.platform.landing.LandingConfig;
import trunkline.platform.storage.S3Config;

/**
 * The bridge's configuration. In the environment every name begins with {@code TRUNKLINE_BRIDGE_}.
 */
public record BridgeConfig(
    @Setting(value = "Where the platform's edge is", defaultValue = "http://127.0.0.1:8080")
        URI platform,
    @Setting(
            value = "The identity provider; tokens come from its /token",
            defaultValue = "http://127.0.0.1:8090")
        URI issuer,
    @Setting(value = "The bridge's client id there", defaultValue = "bridge") String clientId,
    @Setting(value = "Its secret; or name a file", defaultValue = "", secret = true)
        String clientSecret,
    @Setting(value = "File with the client's secret", defaultValue = "") String clientSecretFile,
    @Setting("JDBC URL of the bridge's own PostgreSQL database") String stateUrl,
    @Setting("Role that owns the tables there") String stateUser,
    @Setting(value = "Its password", secret = true) String statePassword,
    @Setting(value = "User of a JDBC source", defaultValue = "") String sourceUser,
    @Setting(value = "Password of that user", defaultValue = "", secret = true)
        String sourcePassword,
    @Setting(value = "Folder for quarantine files", defaultValue = ".trunkline/bridge")
        Path quarantine,
    @Setting(
            value =
                "Folder, or s3://bucket/prefix, of the landing, where the warehouse is told how far a run is; empty: it is not",
            defaultValue = "")
        String landing,
    @Setting(
            value = "How long to repeat a call to a platform that does not answer",
            defaultValue = "PT5M")
        Duration giveUpAfter,
    @Setting(value = "How long one bulk call may take", defaultValue = "PT60S")
        Duration callTimeout) {
  private static final String PREFIX = "TRUNKLINE_BRIDGE_";

  /**
   * Puts the bridge's settings under their own name in the environment that all processes share.
   */
  private record Environment(BridgeConfig bridge) {}

  /** Reads the environment; a name that begins with the prefix and is unknown is refused. */
  public static BridgeConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> ours = new HashMap<>(environment);
    ours.keySet().removeIf(name -> !name.startsWith(PREFIX));
    return Configuration.fromEnvironment(Environment.class, ours).bridge();
  }

  Optional<LandingConfig> landingPlace() {
    return landing.isEmpty()
        ? Optional.empty()
        : Optional.of(new LandingConfig(landing, Duration.ZERO, S3Config.AWS));
  }

  /** The client's secret, wherever it was put. */
  String secret() {
    if (clientSecretFile.isEmpty()) {
      return clientSecret;
    }
    try {
      return Files.readString(Path.of(clientSecretFile)).strip();
    } catch (IOException e) {
      throw new InvalidConfiguration("setting clientSecretFile: cannot be read");
    }
  }
}
