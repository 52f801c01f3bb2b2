package trunkline.platform.tmf.contract.hostile;

import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.Specimen;

/** Requests that nobody should send: each is refused in TM Forum's form, and nothing breaks. */
public interface HostileContract {
  ServiceUnderTest service();

  List<Specimen> specimens();

  /** How many malformed requests are sent. */
  default int requests() {
    return 2_000;
  }

  @Test
  default void everyMalformedRequest_isRefusedInTmForm() {
    new Attack(service(), specimens()).malformed(requests());
  }

  @Test
  default void anyQueryAtAll_neverBreaksTheService() {
    new Attack(service(), specimens()).anyQuery(500);
  }
}
