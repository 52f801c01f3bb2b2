package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** Conditional requests (RFC 9110, 13): nobody overwrites what it hasn't seen. */
public interface ConditionContract extends Contract {
  @Test
  default void currentEtag_letsTheChangeThrough() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    Answer patched = trial.client().merge(trial.path(id), "{\"x\":1}", "If-Match", "\"1\"");
    assertEquals("\"2\"", Expect.status(200, patched).header("ETag"));
    Expect.status(200, trial.client().merge(trial.path(id), "{\"x\":2}", "If-Match", "*"));
    Expect.status(
        200, trial.client().merge(trial.path(id), "{\"x\":3}", "If-Match", "\"7\", \"3\""));
    Expect.status(204, trial.client().delete(trial.path(id), "If-Match", "\"4\""));
  }

  @Test
  default void staleEtag_answers412AndChangesNothing() {
    Trial trial = trial();
    String id = trial.create("{\"x\":0}").id();
    trial.client().merge(trial.path(id), "{\"x\":1}");
    Answer refused = trial.client().merge(trial.path(id), "{\"x\":2}", "If-Match", "\"1\"");
    Expect.refusal(412, "versionMismatch", refused);
    assertEquals("\"2\"", refused.header("ETag"));
    Expect.refusal(
        412, "versionMismatch", trial.client().delete(trial.path(id), "If-Match", "\"1\""));
    assertEquals(1, trial.read(id).path("x").asInt());
  }

  @Test
  default void malformedIfMatch_isRefused() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    for (String tag : new String[] {"1", "\"1", "one", "\"\"x", ","}) {
      Expect.refusal(
          400, "invalidHeader", trial.client().merge(trial.path(id), "{\"x\":1}", "If-Match", tag));
    }
  }

  @Test
  default void unchangedResource_answers304WithoutBody() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    for (String tag : new String[] {"\"1\"", "W/\"1\"", "\"9\", \"1\"", "*"}) {
      Answer read = trial.client().get(trial.path(id), "If-None-Match", tag);
      assertEquals("", Expect.status(304, read).text());
      assertEquals("\"1\"", read.header("ETag"));
    }
    trial.client().merge(trial.path(id), "{\"x\":1}");
    Answer read = trial.client().get(trial.path(id), "If-None-Match", "\"1\"");
    assertEquals("\"2\"", Expect.status(200, read).header("ETag"));
  }
}
