package trunkline.platform.service;

import trunkline.platform.config.Setting;
import trunkline.platform.database.DatabaseConfig;
import trunkline.platform.feed.PeersConfig;
import trunkline.platform.http.HttpConfig;
import trunkline.platform.landing.LandingConfig;
import trunkline.platform.security.SecurityConfig;
import trunkline.platform.telemetry.TelemetryConfig;
import trunkline.platform.tmf.hub.HubConfig;

/** What every TMF service must be told. */
public record ServiceConfig(
    HttpConfig http,
    DatabaseConfig database,
    SecurityConfig security,
    LandingConfig landing,
    HubConfig hub,
    TelemetryConfig telemetry,
    PeersConfig peers,
    @Setting(
            value = "Name of this process among those that serve the same database",
            defaultValue = "one")
        String instance) {}
