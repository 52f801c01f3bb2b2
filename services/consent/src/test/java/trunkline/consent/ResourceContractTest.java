package trunkline.consent;

import org.junit.jupiter.api.Nested;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.ResourceContract;
import trunkline.platform.tmf.contract.Specimen;

/** Each of the three resources keeps the whole contract of TMF630. */
class ResourceContractTest {
  interface OfConsentService extends ResourceContract {
    @Override
    default ServiceUnderTest service() {
      return Shared.withoutSeed();
    }
  }

  @Nested
  class PartyPrivacyProfileSpecificationContract implements OfConsentService {
    @Override
    public Specimen specimen() {
      return Specimens.SPECIFICATION;
    }
  }

  @Nested
  class PartyPrivacyProfileContract implements OfConsentService {
    @Override
    public Specimen specimen() {
      return Specimens.PROFILE;
    }
  }

  @Nested
  class PartyPrivacyAgreementContract implements OfConsentService {
    @Override
    public Specimen specimen() {
      return Specimens.AGREEMENT;
    }
  }
}
