package trunkline.customer;

import trunkline.platform.testing.ServiceUnderTest;

/** One customer service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(CustomerMain::start);

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }
}
