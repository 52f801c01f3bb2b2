package trunkline.consent;

import trunkline.platform.testing.ServiceUnderTest;

/** Consent services for all tests that don't stop one; they end with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(ConsentMain::start);

  /** The contract kit counts what is in a tenant. */
  private static final ServiceUnderTest EMPTY =
      ServiceUnderTest.start(ConsentMain::start, "specification.seeded", "false");

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }

  static ServiceUnderTest withoutSeed() {
    return EMPTY;
  }
}
