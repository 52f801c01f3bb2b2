package trunkline.identification;

import org.junit.jupiter.api.Nested;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.ResourceContract;
import trunkline.platform.tmf.contract.Specimen;

/** The digital identity keeps the whole contract of TMF630. */
class ResourceContractTest {
  @Nested
  class DigitalIdentityContract implements ResourceContract {
    @Override
    public ServiceUnderTest service() {
      return Shared.service();
    }

    @Override
    public Specimen specimen() {
      return Specimens.DIGITAL_IDENTITY;
    }
  }
}
