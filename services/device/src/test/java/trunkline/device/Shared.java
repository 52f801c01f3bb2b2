package trunkline.device;

import trunkline.platform.testing.ServiceUnderTest;

/** One device service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(DeviceMain::start);

  private Shared() {}

  static ServiceUnderTest service() {
    return SERVICE;
  }
}
