package trunkline.identification;

import trunkline.platform.testing.ServiceUnderTest;

/** One identification service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE =
      ServiceUnderTest.start(IdentificationMain::start, "identifier.hashKeys", Platform.HASH_KEY);

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }
}
