package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** JSON patch: the cases of RFC 6902 appendix A, each below an attribute {@code doc}. */
public interface JsonPatchContract extends Contract {
  String TYPE = "application/json-patch+json";

  @Test
  default void casesOfTheRfc_applyAsItSays() {
    Trial trial = trial();
    for (String[] row : Rfc6902Cases.APPLY) {
      String id = trial.create("{\"doc\":" + row[0] + "}").id();
      Answer patched = trial.client().patch(trial.path(id), TYPE, "[" + operation(row[1]) + "]");
      assertEquals(200, patched.status(), row[1] + " " + patched.text());
      assertEquals(Json.parse(row[2]), patched.json().path("doc"), row[1]);
      assertEquals(Json.parse(row[2]), trial.read(id).path("doc"), row[1]);
    }
  }

  @Test
  default void casesThatTheRfcRefuses_changeNothing() {
    Trial trial = trial();
    for (String[] row : Rfc6902Cases.REFUSE) {
      Answer created = trial.create("{\"doc\":" + row[0] + "}");
      String patch = "[{\"op\":\"add\",\"path\":\"/first\",\"value\":1}," + operation(row[1]) + "]";
      Answer answer = trial.client().patch(trial.path(created.id()), TYPE, patch);
      assertEquals(400, answer.status(), row[1] + " " + answer.text());
      Expect.refusal(400, "invalidPatch", answer);
      assertEquals(created.json(), trial.read(created.id()), row[1]);
    }
  }

  @Test
  default void operations_applyInOrder() {
    Trial trial = trial();
    String id = trial.create("{\"doc\":{\"a\":1}}").id();
    String patch =
        "[%s,%s,%s]"
            .formatted(operation("add|/b|[]"), operation("add|/b/-|2"), operation("move|/c|/b"));
    Answer patched = Expect.status(200, trial.client().patch(trial.path(id), TYPE, patch));
    assertEquals("{\"a\":1,\"c\":[2]}", patched.json().path("doc").toString());
    assertEquals("\"2\"", patched.header("ETag"));
  }

  @Test
  default void malformedPatch_isRefused() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    for (String patch :
        new String[] {
          "{}",
          "5",
          "[5]",
          "[null]",
          "[{}]",
          "[{\"op\":\"add\"}]",
          "[{\"op\":\"add\",\"path\":\"/x\"}]",
          "[{\"op\":\"add\",\"path\":\"x\",\"value\":1}]",
          "[{\"op\":\"remove\",\"path\":5}]",
          "[{\"op\":\"copy\",\"path\":\"/x\"}]",
          "[{\"op\":\"copy\",\"from\":\"x\",\"path\":\"/x\"}]",
          "[{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]",
          "[{\"op\":\"remove\",\"path\":\"\"}]",
          "[{\"op\":\"add\",\"path\":\"/~2\",\"value\":1}]"
        }) {
      Answer answer = trial.client().patch(trial.path(id), TYPE, patch);
      assertEquals(400, answer.status(), patch + " " + answer.text());
      Expect.errorBody(answer);
    }
    assertFalse(trial.read(id).has("x"));
  }

  @Test
  default void failedTest_doesNotTellWhatIsThere() {
    Trial trial = trial();
    String id = trial.create("{\"doc\":\"a secret\"}").id();
    String patch = "[{\"op\":\"test\",\"path\":\"/doc\",\"value\":\"guess\"}]";
    Answer answer = trial.client().patch(trial.path(id), TYPE, patch);
    Expect.refusal(400, "invalidPatch", answer);
    assertFalse(answer.text().contains("secret"), answer.text());
  }

  @Test
  default void copiesThatDouble_areRefusedBeforeTheyFillTheMemory() {
    Trial trial = trial();
    Answer created = trial.create("{\"doc\":{\"text\":\"0123456789\"}}");
    var patch = new StringBuilder("[");
    for (int i = 0; i < 60; i++) {
      patch
          .append(i == 0 ? "" : ",")
          .append("{\"op\":\"copy\",\"from\":\"/doc\",\"path\":\"/doc/n%d\"}".formatted(i));
    }
    Answer answer = trial.client().patch(trial.path(created.id()), TYPE, patch + "]");
    Expect.refusal(400, "invalidPatch", answer);
    assertEquals(created.json(), trial.read(created.id()));
  }

  @Test
  default void patchThatNestsTooDeep_isRefused() {
    Trial trial = trial();
    String deep = "{\"n\":".repeat(40) + "1" + "}".repeat(40);
    Answer created = trial.create("{\"doc\":" + deep + "}");
    String end = "/doc" + "/n".repeat(40);
    String patch = "[{\"op\":\"replace\",\"path\":\"%s\",\"value\":%s}]".formatted(end, deep);
    Answer answer = trial.client().patch(trial.path(created.id()), TYPE, patch);
    assertEquals(400, answer.status(), answer.text());
    assertEquals(created.json(), trial.read(created.id()));
  }

  private static String operation(String row) {
    String[] part = row.split("\\|", 3);
    ObjectNode operation =
        Json.mapper().createObjectNode().put("op", part[0]).put("path", "/doc" + part[1]);
    if (part[0].equals("move") || part[0].equals("copy")) {
      operation.put("from", "/doc" + part[2]);
    } else if (!part[2].isEmpty()) {
      operation.set("value", Json.parse(part[2]));
    }
    return Json.write(operation);
  }
}
