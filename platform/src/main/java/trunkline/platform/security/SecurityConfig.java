package trunkline.platform.security;

import java.net.URI;
import java.time.Duration;
import trunkline.platform.config.Setting;

/** Whose tokens a service believes. */
public record SecurityConfig(
    @Setting("Issuer that a token must name (claim iss)") String issuer,
    @Setting("Where the issuer publishes its keys (JWKS)") URI jwksUri,
    @Setting(value = "Audience that a token must name (claim aud)", defaultValue = "trunkline")
        String audience,
    @Setting(
            value = "How long a read may wait to be written to the audit table",
            defaultValue = "PT0.05S")
        Duration auditDelay,
    @Setting(
            value = "Requests a second for one caller before 429; 0 for no limit",
            defaultValue = "0")
        int requestsPerSecond) {}
