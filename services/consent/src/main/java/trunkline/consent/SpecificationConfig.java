package trunkline.consent;

import trunkline.platform.config.Setting;

/** What tenants are given. */
public record SpecificationConfig(
    @Setting(
            value = "Whether every tenant has a specification of the usual purposes from the start",
            defaultValue = "true")
        boolean seeded) {}
