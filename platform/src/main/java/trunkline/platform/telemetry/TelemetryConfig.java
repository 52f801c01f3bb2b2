package trunkline.platform.telemetry;

import trunkline.platform.config.Setting;

/** Where traces and metrics go. */
public record TelemetryConfig(
    @Setting(
            value = "OTLP over HTTP endpoint, such as http://127.0.0.1:4318; empty for none",
            defaultValue = "")
        String otlpEndpoint) {}
