package trunkline.platform.tmf.hub;

import java.time.Duration;
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
                "Key that every subscription's signing secret is derived from, at least 32 characters; a new key makes all secrets new",
            secret = true)
        String signingKey) {
  private static final int SHORTEST_KEY = 32;

  public HubConfig {
    if (signingKey.length() < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "signingKey must have at least " + SHORTEST_KEY + " characters");
    }
    if (attempts < 1 || patience.isNegative() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "attempts must be at least 1, patience not negative, timeout positive");
    }
  }
}
