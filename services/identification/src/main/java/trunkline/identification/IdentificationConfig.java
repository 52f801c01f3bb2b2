package trunkline.identification;

import trunkline.identification.eid.EidConfig;
import trunkline.identification.identifier.IdentifierConfig;
import trunkline.identification.verification.VerificationConfig;
import trunkline.platform.config.Inline;
import trunkline.platform.service.ServiceConfig;

/** What the identification service must be told. */
public record IdentificationConfig(
    @Inline ServiceConfig service,
    EidConfig eid,
    VerificationConfig verification,
    IdentifierConfig identifier) {}
