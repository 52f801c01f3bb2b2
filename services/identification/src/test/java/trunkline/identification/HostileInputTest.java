package trunkline.identification;

import java.util.List;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.hostile.HostileContract;

/** Two thousand requests that nobody should send. */
class HostileInputTest implements HostileContract {
  @Override
  public ServiceUnderTest service() {
    return Shared.service();
  }

  @Override
  public List<Specimen> specimens() {
    return Specimens.ALL;
  }
}
