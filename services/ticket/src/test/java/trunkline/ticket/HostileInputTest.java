package trunkline.ticket;

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
    return List.of(Specimens.TROUBLE_TICKET);
  }

  @Override
  public int requests() {
    return 2_000;
  }
}
