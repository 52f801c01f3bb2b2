package trunkline.subscription;

import trunkline.platform.testing.ServiceUnderTest;

/** One subscription service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(SubscriptionMain::start);

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }
}
