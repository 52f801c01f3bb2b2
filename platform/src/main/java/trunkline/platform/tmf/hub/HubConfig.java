package trunkline.platform.tmf.hub;

import java.time.Duration;
import java.util.List;
import trunkline.platform.config.Setting;

/** How events are sent to subscribers. */
public record HubConfig(
    @Setting(
            value =
                "Whether a callback may lead to a loopback, link-local or private address, and to any port; only for one machine",
            defaultValue = "false")
        boolean allowPrivateAddresses,
    @Setting(value = "How long a subscriber may take to answer", defaultValue = "PT10S")
        Duration timeout,
    @Setting(
            value =
                "How long a subscriber may take nothing before events are parked as dead letters",
            defaultValue = "PT1H")
        Duration patience,
    @Setting(
            value =
                "How often an event is offered that the subscriber refuses for good (4xx) before it is parked",
            defaultValue = "5")
        int attempts,
    @Setting(
            value =
                "Key that every subscription's signing secret is derived from, at least 32 characters. Several, separated by commas, the newest first: secrets are of the first, and events are signed by each",
            secret = true)
        String signingKey) {
  private static final int SHORTEST_KEY = 32;

  public HubConfig {
    if (signingKeys(signingKey).stream().anyMatch(key -> key.length() < SHORTEST_KEY)) {
      throw new IllegalArgumentException(
          "signingKey: each key between commas must have at least " + SHORTEST_KEY + " characters");
    }
    if (attempts < 1 || patience.isNegative() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "attempts must be at least 1, patience not negative, timeout positive");
    }
  }

  /** The newest first; the others are those that subscribers may still verify with. */
  List<String> signingKeys() {
    return signingKeys(signingKey);
  }

  private static List<String> signingKeys(String setting) {
    return List.of(setting.split(",", -1));
  }
}
