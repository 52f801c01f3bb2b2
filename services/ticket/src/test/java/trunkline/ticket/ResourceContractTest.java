package trunkline.ticket;

import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.ResourceContract;
import trunkline.platform.tmf.contract.Specimen;

/** The ticket keeps the whole contract of TMF630. */
class ResourceContractTest implements ResourceContract {
  @Override
  public ServiceUnderTest service() {
    return Shared.service();
  }

  @Override
  public Specimen specimen() {
    return Specimens.TROUBLE_TICKET;
  }
}
