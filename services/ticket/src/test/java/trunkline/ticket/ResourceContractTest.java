package trunkline.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.ResourceContract;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Trial;

/** The ticket keeps the whole contract of TMF630. */
class ResourceContractTest implements ResourceContract {
  @Override
  public ServiceUnderTest service() {
    return Shared.service();
  }

  @Override
  public Specimen specimen() {
    return Specimens.TROUBLE_TICKET;
  }

  /** R18's clients, TM Forum's own kit among them, write any text. */
  @Test
  @Override
  public void newResourceInAnUnknownState_isNotTakenAsItIs() {
    Trial trial = trial();
    Answer begun = trial.client().post(trial.path(), trial.body("{\"status\":\"noSuchState\"}"));
    assertEquals("acknowledged", Expect.status(201, begun).json().path("status").asText());
    assertEquals("noSuchState", begun.json().path("statusChangeReason").asText());
  }
}
