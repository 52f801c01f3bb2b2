package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/** Personal data is masked for a token without {@code pii:read}, on every way out. */
public interface MaskingContract extends Contract {
  String CLEAR = "Zygmunt-in-clear";

  @Test
  default void withoutPiiRead_noAnswerShowsIt() {
    Trial trial = trial();
    String id = trial.create(personal(trial)).id();
    Client blind = trial.clientWith("tmf:read", "tmf:write");
    Answer created = blind.post(trial.path(), trial.body(personal(trial)));
    Answer patched = blind.merge(trial.path(id), "{\"x\":1}");
    Answer read = blind.get(trial.path(id));
    Answer list = blind.get(trial.path());
    Answer one = blind.get(trial.path(id) + "?fields=" + attribute(trial));
    for (Answer answer : new Answer[] {created, patched, read, list, one}) {
      assertTrue(answer.status() < 300, answer.text());
      assertEquals(isPersonal(trial), !answer.text().contains(CLEAR), answer.text());
    }
    assertTrue(trial.read(id).path(attribute(trial)).asText().contains(CLEAR));
  }

  @Test
  default void filterBySomethingMasked_answers403() {
    Trial trial = trial();
    trial.create(personal(trial));
    Client blind = trial.clientWith("tmf:read");
    String name = attribute(trial);
    for (String query :
        new String[] {
          name + "=" + CLEAR,
          name + ".regex=^Z",
          "sort=" + name,
          "x=1;" + name + "=" + CLEAR,
          "filter=%24%5B%3F(%40." + name + "%3D%3D'x')%5D"
        }) {
      Answer answer = blind.get(trial.path() + "?" + Trial.sendable(query));
      if (isPersonal(trial)) {
        Expect.refusal(403, "maskedAttribute", answer);
      } else {
        Expect.status(200, answer);
      }
      Expect.status(200, trial.client().get(trial.path() + "?" + Trial.sendable(query)));
    }
  }

  @Test
  default void patchThatLooksAtSomethingMasked_answers403() {
    Trial trial = trial();
    if (!isPersonal(trial)) {
      return;
    }
    String id = trial.create(personal(trial)).id();
    Client blind = trial.clientWith("tmf:read", "tmf:write");
    String name = attribute(trial);
    for (String operation :
        new String[] {
          "{\"op\":\"copy\",\"from\":\"/%s\",\"path\":\"/remark\"}",
          "{\"op\":\"move\",\"from\":\"/%s\",\"path\":\"/remark\"}",
          "{\"op\":\"test\",\"path\":\"/%s\",\"value\":\"Z\"}",
          "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/remark\"}"
        }) {
      String patch = "[" + operation.formatted(name) + "]";
      Expect.refusal(
          403,
          "maskedAttribute",
          blind.patch(trial.path(id), "application/json-patch+json", patch));
    }
    assertFalse(trial.read(id).has("remark"));
    String open = "[{\"op\":\"copy\",\"from\":\"/@type\",\"path\":\"/remark\"}]";
    Expect.status(200, blind.patch(trial.path(id), "application/json-patch+json", open));
  }

  @Test
  default void subscriberWithoutPiiRead_getsMaskedEvents() {
    Trial trial = trial();
    try (Listener blind = Listener.start();
        Listener seeing = Listener.start()) {
      Client reader = trial.clientWith("tmf:read");
      String hub = trial.specimen().api() + "/hub";
      String masked =
          Expect.status(201, reader.post(hub, "{\"callback\":\"" + blind.callback() + "\"}")).id();
      String clear = trial.subscribe(seeing, "");
      trial.create(personal(trial));
      assertEquals(isPersonal(trial), !blind.next(1).getFirst().body().toString().contains(CLEAR));
      assertTrue(seeing.next(1).getFirst().body().toString().contains(CLEAR));
      trial.unsubscribe(hub + "/" + masked);
      trial.unsubscribe(clear);
    }
  }

  private static boolean isPersonal(Trial trial) {
    return trial.specimen().personal().isPresent();
  }

  private static String attribute(Trial trial) {
    return trial.specimen().personal().orElse(trial.specimen().text());
  }

  private static String personal(Trial trial) {
    return "{\"%s\":\"%s\"}".formatted(attribute(trial), CLEAR);
  }
}
