package trunkline.platform.tmf.hub;

import java.time.Duration;
import trunkline.platform.config.Setting;

/** How events are sent to subscribers. */
public record HubConfig(
    @Setting(
            value =
                "Whether a callback may lead to a loopback, link-local or private address; only for one machine",
            defaultValue = "false")
        boolean allowPrivateAddresses,
    @Setting(value = "How long a subscriber may take to answer", defaultValue = "PT10S")
        Duration timeout) {}
