package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** JSON patch query: array elements are chosen by what they hold (TMF630 part 5). */
public interface PatchQueryContract extends Contract {
  String TYPE = "application/json-patch-query+json";
  String MEDIA =
      "{\"media\":[{\"kind\":\"mail\",\"on\":true,\"at\":{\"city\":\"Paris\"}},{\"kind\":\"phone\",\"on\":true,\"at\":{\"city\":\"Rome\"}},{\"kind\":\"mail\",\"on\":true}]}";

  @Test
  default void queryRelativeToTheArray_choosesEveryMatchingElement() {
    assertPatched(
        "[{\"kind\":\"mail\",\"on\":false,\"at\":{\"city\":\"Paris\"}},{\"kind\":\"phone\",\"on\":true,\"at\":{\"city\":\"Rome\"}},{\"kind\":\"mail\",\"on\":false}]",
        "{\"op\":\"replace\",\"path\":\"/media/on?kind=mail\",\"value\":false}");
  }

  @Test
  default void queryFromTheRoot_choosesTheSame() {
    assertPatched(
        "[{\"kind\":\"mail\",\"on\":true,\"at\":{\"city\":\"Paris\"}},{\"kind\":\"phone\",\"on\":true,\"at\":{\"city\":\"Oslo\"}},{\"kind\":\"mail\",\"on\":true}]",
        "{\"op\":\"replace\",\"path\":\"/media/at/city?media.kind=phone&media.at.city=Rome\",\"value\":\"Oslo\"}");
  }

  @Test
  default void removeByQuery_removesEveryMatchingElement() {
    assertPatched(
        "[{\"kind\":\"phone\",\"on\":true,\"at\":{\"city\":\"Rome\"}}]",
        "{\"op\":\"remove\",\"path\":\"/media?kind=mail\"}");
  }

  @Test
  default void encodedValue_isDecoded() {
    Trial trial = trial();
    String id = trial.create("{\"list\":[{\"k\":\"a b&c=d\",\"v\":1},{\"k\":\"x\",\"v\":1}]}").id();
    Answer patched =
        trial
            .client()
            .patch(
                trial.path(id),
                TYPE,
                "[{\"op\":\"replace\",\"path\":\"/list/v?k=a%20b%26c%3Dd\",\"value\":2}]");
    Expect.status(200, patched);
    assertEquals(
        Json.parse("[{\"k\":\"a b&c=d\",\"v\":2},{\"k\":\"x\",\"v\":1}]"),
        patched.json().path("list"));
  }

  @Test
  default void plainOperations_applyToo() {
    assertPatched(
        "[{\"kind\":\"phone\",\"on\":true,\"at\":{\"city\":\"Rome\"}}]",
        "{\"op\":\"remove\",\"path\":\"/media/2\"},{\"op\":\"remove\",\"path\":\"/media/0\"}");
  }

  @Test
  default void laterOperations_seeWhatEarlierOnesDid() {
    assertPatched(
        "[{\"kind\":\"phone\",\"on\":false,\"at\":{\"city\":\"Rome\"}}]",
        "{\"op\":\"remove\",\"path\":\"/media?kind=mail\"},{\"op\":\"replace\",\"path\":\"/media/on?kind=phone\",\"value\":false}");
  }

  @Test
  default void queryThatMatchesNothing_isRefused() {
    Trial trial = trial();
    Answer created = trial.create(MEDIA);
    for (String path :
        new String[] {
          "/media/on?kind=fax",
          "/nothing/on?kind=mail",
          "/media?nonsense",
          "?a=b",
          "/media/on?%zz=1"
        }) {
      String patch = "[{\"op\":\"replace\",\"path\":\"%s\",\"value\":1}]".formatted(path);
      Expect.refusal(
          400, "invalidPatch", trial.client().patch(trial.path(created.id()), TYPE, patch));
    }
    assertEquals(created.json(), trial.read(created.id()));
  }

  private void assertPatched(String expected, String operations) {
    Trial trial = trial();
    String id = trial.create(MEDIA).id();
    Answer patched = trial.client().patch(trial.path(id), TYPE, "[" + operations + "]");
    Expect.status(200, patched);
    assertEquals(patched.json(), trial.read(id));
    assertEquals(Json.parse(expected), patched.json().path("media"));
  }
}
