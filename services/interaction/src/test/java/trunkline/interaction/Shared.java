package trunkline.interaction;

import trunkline.platform.testing.ServiceUnderTest;

/** One interaction service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(InteractionMain::start);

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }
}
