package trunkline.search;

import trunkline.platform.testing.ServiceGoldens;
import trunkline.platform.testing.ServiceUnderTest;

class GoldenTest implements ServiceGoldens {
  @Override
  public ServiceUnderTest service() {
    return Shared.searching().service;
  }

  @Override
  public Class<? extends Record> settings() {
    return SearchConfig.class;
  }
}
