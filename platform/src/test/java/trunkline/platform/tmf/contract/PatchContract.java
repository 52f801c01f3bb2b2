package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** What holds for every PATCH, and merge patch (TMF630 part 1, 5; RFC 7396). */
public interface PatchContract extends Contract {
  @Test
  default void mergePatch_changesTheNamedAndKeepsTheRest() {
    Trial trial = trial();
    Answer created = trial.create("{\"keep\":{\"a\":1,\"b\":[1,2]}}");
    String text = trial.specimen().text();
    Answer patched =
        trial
            .client()
            .merge(trial.path(created.id()), "{\"%s\":\"new\",\"keep\":{\"a\":2}}".formatted(text));
    Expect.status(200, patched);
    assertEquals("new", patched.json().path(text).asText());
    assertEquals("{\"a\":2,\"b\":[1,2]}", patched.json().path("keep").toString());
    assertEquals("\"2\"", patched.header("ETag"));
    assertEquals(patched.json(), trial.read(created.id()));
    Trial.names(created.json())
        .forEach(name -> assertTrue(patched.json().has(name), name + " was lost"));
  }

  @Test
  default void nullInMergePatch_deletes() {
    Trial trial = trial();
    String id = trial.create("{\"gone\":1,\"deep\":{\"gone\":1,\"stays\":2}}").id();
    JsonNode patched =
        trial.client().merge(trial.path(id), "{\"gone\":null,\"deep\":{\"gone\":null}}").json();
    assertFalse(patched.has("gone"));
    assertEquals("{\"stays\":2}", patched.path("deep").toString());
    assertEquals(patched, trial.read(id));
  }

  @Test
  default void arrayInMergePatch_replacesTheArray() {
    Trial trial = trial();
    String id = trial.create("{\"list\":[1,2,3]}").id();
    JsonNode patched = trial.client().merge(trial.path(id), "{\"list\":[4]}").json();
    assertEquals("[4]", patched.path("list").toString());
  }

  @Test
  default void plainJson_isAMergePatch() {
    Trial trial = trial();
    String id = trial.create("{\"x\":1,\"y\":1}").id();
    Answer patched =
        trial
            .client()
            .patch(trial.path(id), "application/json;charset=utf-8", "{\"x\":null,\"y\":2}");
    Expect.status(200, patched);
    assertFalse(patched.json().has("x"));
    assertEquals(2, patched.json().path("y").asInt());
  }

  @Test
  default void idAndHref_cannotBeChanged() {
    Trial trial = trial();
    Answer created = trial.create("{}");
    String path = trial.path(created.id());
    Expect.refusal(400, "immutableAttribute", trial.client().merge(path, "{\"id\":\"other\"}"));
    Expect.refusal(
        400, "immutableAttribute", trial.client().merge(path, "{\"href\":\"http://x\"}"));
    Expect.refusal(400, "immutableAttribute", trial.client().merge(path, "{\"id\":null}"));
    Expect.refusal(
        400,
        "immutableAttribute",
        trial
            .client()
            .patch(
                path, "application/json-patch+json", "[{\"op\":\"remove\",\"path\":\"/href\"}]"));
    assertEquals(created.json(), trial.read(created.id()));
  }

  @Test
  default void wholeResourceSentBack_isFineAndChangesNothing() {
    Trial trial = trial();
    Answer created = trial.create("{\"x\":1}");
    Answer patched = trial.client().merge(trial.path(created.id()), created.text());
    Expect.status(200, patched);
    assertEquals("\"1\"", patched.header("ETag"));
    assertEquals(created.json(), patched.json());
  }

  @Test
  default void patchThatChangesNothing_keepsTheEtag() {
    Trial trial = trial();
    String id = trial.create("{\"x\":1}").id();
    for (String patch : new String[] {"{}", "{\"x\":1}", "{\"never\":null}"}) {
      Answer patched = Expect.status(200, trial.client().merge(trial.path(id), patch));
      assertEquals("\"1\"", patched.header("ETag"), patch);
    }
  }

  @Test
  default void otherContentType_answers415AndNamesTheSupported() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    for (String type : new String[] {"text/plain", "application/xml", "application/json5", "*/*"}) {
      Answer answer = trial.client().patch(trial.path(id), type, "{}");
      Expect.refusal(415, "unsupportedMediaType", answer);
      assertTrue(answer.header("Accept-Patch").contains("application/merge-patch+json"));
    }
  }

  @Test
  default void patchThatIsNoObject_isRefused() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    for (String patch : new String[] {"[]", "5", "\"x\"", "null", "true"}) {
      Expect.refusal(400, "invalidPatch", trial.client().merge(trial.path(id), patch));
    }
    Expect.refusal(400, "malformedBody", trial.client().merge(trial.path(id), "{\"a\":"));
    Expect.refusal(400, "malformedBody", trial.client().merge(trial.path(id), ""));
  }
}
