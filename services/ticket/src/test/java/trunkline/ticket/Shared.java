package trunkline.ticket;

import trunkline.platform.testing.ServiceUnderTest;

/** One ticket service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(TicketMain::start);

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }
}
