package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/** Extensions and polymorphism (TMF630 part 1, 3.3); mandatory attributes; the life cycle. */
public interface ExtensionContract extends Contract {
  String EXTENSION =
      "{\"loyalty\":{\"tier\":\"gold\",\"since\":\"2020-01-01\"},\"@type\":\"Extended\",\"@baseType\":\"Base\",\"@schemaLocation\":\"http://schemas.example/x\"}";

  @Test
  default void unknownAttributes_areKeptEverywhere() {
    Trial trial = trial();
    try (Listener listener = Listener.start()) {
      String hub = trial.subscribe(listener, "");
      Answer created = trial.create(EXTENSION);
      assertExtended(created.json());
      Answer patched =
          trial
              .client()
              .merge(trial.path(created.id()), "{\"loyalty\":{\"tier\":\"silver\"},\"more\":[1]}");
      assertEquals(
          "{\"tier\":\"silver\",\"since\":\"2020-01-01\"}", sorted(patched.json().path("loyalty")));
      assertEquals(patched.json(), trial.read(created.id()));
      var events = listener.next(2);
      assertExtended(events.get(0).body().path("event").path(trial.specimen().name()));
      assertEquals(
          patched.json(), events.get(1).body().path("event").path(trial.specimen().name()));
      trial.unsubscribe(hub);
    }
  }

  private static void assertExtended(JsonNode resource) {
    assertEquals("gold", resource.at("/loyalty/tier").asText(), resource.toString());
    assertEquals("Extended", resource.path("@type").asText());
    assertEquals("Base", resource.path("@baseType").asText());
    assertEquals("http://schemas.example/x", resource.path("@schemaLocation").asText());
  }

  private static String sorted(JsonNode loyalty) {
    return "{\"tier\":%s,\"since\":%s}".formatted(loyalty.path("tier"), loyalty.path("since"));
  }

  @Test
  default void typeThatIsAbsentOrBlank_isTheResourcesOwn() {
    Trial trial = trial();
    for (String given : new String[] {"{}", "{\"@type\":null}", "{\"@type\":\" \"}"}) {
      assertEquals(
          trial.specimen().typeName(), trial.create(given).json().path("@type").asText(), given);
    }
  }

  @Test
  default void mandatoryAttribute_mayNotBeAbsentNullOrBlank() {
    Trial trial = trial();
    Answer created = trial.create("{}");
    String path = trial.path(created.id());
    for (String attribute : trial.specimen().mandatory()) {
      String without = trial.bodyWithout(attribute);
      Expect.refusal(400, "missingAttribute", trial.client().post(trial.path(), without));
      for (String value : new String[] {"null", "\"\"", "\" \\t\"", "\"\\u00a0\"", "[]", "{}"}) {
        String attributes = "{\"%s\":%s}".formatted(attribute, value);
        Expect.status(400, trial.client().post(trial.path(), trial.body(attributes)));
        if (!value.equals("{}")) {
          // to merge an empty object changes nothing
          Expect.status(400, trial.client().merge(path, attributes));
        }
      }
      String remove = "[{\"op\":\"remove\",\"path\":\"/%s\"}]".formatted(attribute);
      Expect.refusal(
          400,
          "missingAttribute",
          trial.client().patch(path, "application/json-patch+json", remove));
    }
    assertEquals(created.json(), trial.read(created.id()));
    assertEquals(1, trial.client().get(trial.path()).json().size());
  }

  @Test
  default void lifeCycle_allowsItsMovesAndNoOthers() {
    Trial trial = trial();
    if (trial.specimen().moves().isEmpty()) {
      String free =
          Expect.status(201, trial.client().post(trial.path(), trial.body("{\"status\":\"any\"}")))
              .id();
      assertEquals("any", trial.read(free).path("status").asText());
      return;
    }
    Specimen.Moves moves = trial.specimen().moves().get();
    String id = trial.create(moved(moves, moves.from())).id();
    Expect.status(200, trial.client().merge(trial.path(id), moved(moves, moves.legal())));
    Expect.refusal(
        400, "invalidAttribute", trial.client().merge(trial.path(id), moved(moves, "noSuchState")));
    Expect.refusal(
        400, "invalidAttribute", trial.client().merge(trial.path(id), moved(moves, null)));
    Expect.status(200, trial.client().merge(trial.path(id), moved(moves, moves.end())));
    Answer refused = trial.client().merge(trial.path(id), moved(moves, moves.illegal()));
    Expect.refusal(409, "illegalTransition", refused);
    assertEquals(moves.end(), trial.read(id).path(moves.attribute()).asText());
    String first = trial.client().post(trial.path(), trial.body(moved(moves, null))).id();
    assertFalse(trial.read(first).path(moves.attribute()).asText().isEmpty());
  }

  /** A resource whose older releases left the state free says itself what becomes of it. */
  @Test
  default void newResourceInAnUnknownState_isNotTakenAsItIs() {
    Trial trial = trial();
    trial
        .specimen()
        .moves()
        .ifPresent(
            moves ->
                Expect.refusal(
                    400,
                    "invalidAttribute",
                    trial.client().post(trial.path(), trial.body(moved(moves, "noSuchState")))));
  }

  private static String moved(
      Specimen.Moves moves, @org.jspecify.annotations.Nullable String state) {
    return "{\"%s\":%s}".formatted(moves.attribute(), state == null ? "null" : '"' + state + '"');
  }
}
