package trunkline.platform.feed;

import java.net.URI;
import trunkline.platform.config.Setting;

/** How a service reaches the others. */
public record PeersConfig(
    @Setting("Base URL under which every service answers by its own paths") URI url,
    @Setting("Where the issuer gives out tokens (OAuth 2.0 token endpoint)") URI tokenUrl,
    @Setting("OAuth client that this service is, with the scopes of its work") String clientId,
    @Setting(value = "Its secret", secret = true) String clientSecret) {}
