package trunkline.consent;

import trunkline.consent.privacy.PrivacyConfig;
import trunkline.platform.config.Inline;
import trunkline.platform.service.ServiceConfig;

/** What the consent service must be told. */
public record ConsentConfig(
    @Inline ServiceConfig service, SpecificationConfig specification, PrivacyConfig privacy) {}
