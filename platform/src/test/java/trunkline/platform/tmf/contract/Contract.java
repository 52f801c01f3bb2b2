package trunkline.platform.tmf.contract;

import trunkline.platform.testing.ServiceUnderTest;

/** What each part of the kit starts from. */
public interface Contract {
  ServiceUnderTest service();

  Specimen specimen();

  /** A tenant for one test. */
  default Trial trial() {
    return new Trial(service(), specimen());
  }
}
