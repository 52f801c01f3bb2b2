package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Every "no" has TM Forum's error body (TMF630 part 1) and the status that fits. */
public interface RefusalContract extends Contract {
  @Test
  default void noToken_answers401() {
    Trial trial = trial();
    Client nobody = new Client(trial.base(), "");
    Answer refused = Expect.refusal(401, "unauthenticated", nobody.get(trial.path()));
    assertTrue(refused.header("WWW-Authenticate").startsWith("Bearer"));
    Expect.refusal(401, "unauthenticated", nobody.post(trial.path(), trial.body("{}")));
    Expect.refusal(
        401, "unauthenticated", new Client(trial.base(), "not.a.token").get(trial.path()));
  }

  @Test
  default void scopeThatIsMissing_answers403() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    Client reader = trial.clientWith("tmf:read", "pii:read");
    Expect.refusal(403, "forbidden", reader.post(trial.path(), trial.body("{}")));
    Expect.refusal(403, "forbidden", reader.merge(trial.path(id), "{}"));
    Expect.refusal(403, "forbidden", reader.delete(trial.path(id)));
    Client writer = trial.clientWith("tmf:write");
    Expect.refusal(403, "forbidden", writer.get(trial.path()));
    Expect.refusal(403, "forbidden", writer.get(trial.path(id)));
    Expect.refusal(
        403,
        "forbidden",
        writer.send(
            "POST",
            "/bulk/v1/" + trial.specimen().name(),
            "{}",
            "Content-Type",
            "application/x-ndjson"));
  }

  @Test
  default void unknownPath_answers404() {
    Trial trial = trial();
    Expect.refusal(404, "noSuchPath", trial.client().get(trial.specimen().api() + "/nothing"));
    Expect.refusal(404, "noSuchPath", trial.client().get(trial.path("a") + "/b"));
  }

  @Test
  default void slashBehindTheCollection_meansNothing() {
    Trial trial = trial();
    trial.create("{}");
    Answer list = Expect.status(200, trial.client().get(trial.path() + "/"));
    assertEquals(trial.client().get(trial.path()).json(), list.json());
    Expect.status(201, trial.client().post(trial.path() + "/", trial.body("{}")));
  }

  @Test
  default void wrongMethod_answers405WithAllow() {
    Trial trial = trial();
    Answer put = trial.client().send("PUT", trial.path("a"), "{}");
    Expect.refusal(405, "methodNotAllowed", put);
    assertEquals("DELETE, GET, PATCH", put.header("Allow"));
    Answer delete = trial.client().delete(trial.path());
    assertEquals("GET, POST", Expect.refusal(405, "methodNotAllowed", delete).header("Allow"));
  }

  @Test
  default void onlyXmlAccepted_answers406() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    for (String path : new String[] {trial.path(), trial.path(id)}) {
      Expect.refusal(406, "notAcceptable", trial.client().get(path, "Accept", "application/xml"));
      Expect.status(200, trial.client().get(path, "Accept", "text/html, application/json;q=0.9"));
      Expect.status(200, trial.client().get(path, "Accept", "*/*"));
    }
  }

  @Test
  default void bodyThatIsNotJson_answers415() {
    Trial trial = trial();
    for (String type : new String[] {"text/plain", "application/xml", "application/x-ndjson"}) {
      Answer answer =
          trial.client().send("POST", trial.path(), trial.body("{}"), "Content-Type", type);
      Expect.refusal(415, "unsupportedMediaType", answer);
    }
    Answer none = trial.client().send("POST", trial.path(), trial.body("{}"));
    Expect.refusal(415, "unsupportedMediaType", none);
  }

  @Test
  default void bodyThatIsBroken_answers400() {
    Trial trial = trial();
    String deep = "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
    for (String body :
        new String[] {
          "",
          "{",
          "nonsense",
          "{\"a\":1}{\"b\":2}",
          "{\"a\":1,\"a\":2}",
          "{'a':1}",
          "{\"a\":NaN}",
          "{\"a\":01}",
          "{\"a\":\"\\u0000\"}",
          "{\"a\":\"\\ud800\"}",
          "{\"\\udc00\":1}",
          deep,
          "{\"a\":" + "9".repeat(101) + "}",
          "{\"a\":1e400}",
          "{\"a\":1e-400}",
          "{\"a\":1E+999999999}"
        }) {
      Expect.refusal(400, "malformedBody", trial.client().post(trial.path(), body));
    }
    for (String body : new String[] {"[]", "5", "\"x\"", "null", "true"}) {
      Expect.refusal(400, "malformedBody", trial.client().post(trial.path(), body));
    }
    assertEquals("[]", trial.client().get(trial.path()).text());
  }

  @Test
  default void knownAttributeOfAnotherType_answers400AndNamesIt() {
    Trial trial = trial();
    String text = trial.specimen().text();
    Answer refused = trial.client().post(trial.path(), trial.body("{\"" + text + "\":{\"a\":1}}"));
    Expect.refusal(400, "invalidAttribute", refused);
    assertTrue(refused.text().contains(text), refused.text());
    Answer longText =
        trial
            .client()
            .post(trial.path(), trial.body("{\"" + text + "\":\"" + "x".repeat(10_001) + "\"}"));
    Expect.refusal(400, "invalidAttribute", longText);
  }

  @Test
  default void parametersWithoutEffect_areRefused() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path(id) + "?name=x"));
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path(id) + "?limit=1"));
  }
}
