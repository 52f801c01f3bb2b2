package trunkline.identification;

import trunkline.platform.testing.ServiceGoldens;
import trunkline.platform.testing.ServiceUnderTest;

class GoldenTest implements ServiceGoldens {
  @Override
  public ServiceUnderTest service() {
    return Shared.service();
  }

  @Override
  public Class<? extends Record> settings() {
    return IdentificationConfig.class;
  }
}
