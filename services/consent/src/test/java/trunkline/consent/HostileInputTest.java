package trunkline.consent;

import java.util.List;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.hostile.HostileContract;

/** Thousands of requests that nobody should send. */
class HostileInputTest implements HostileContract {
  @Override
  public ServiceUnderTest service() {
    return Shared.withoutSeed();
  }

  @Override
  public List<Specimen> specimens() {
    return Specimens.ALL;
  }

  @Override
  public int requests() {
    return 4_000;
  }
}
