package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/** The bulk format (ARCHITECTURE.md, "HTTP, bulk"). */
public interface BulkContract extends Contract {
  @Test
  default void linesAreAnsweredInOrder() {
    Trial trial = trial();
    List<JsonNode> answers =
        load(
            trial,
            line("one", trial.body("{\"label\":\"a\"}")),
            line("two", "{\"@type\":5}"),
            "not json",
            line("four", trial.body("{\"label\":\"b\"}")),
            line("four", trial.body("{\"label\":\"c\"}")),
            line("", trial.body("{}")),
            "{\"key\":\"seven\"}",
            "{\"resource\":{}}");
    assertEquals(List.of(201, 400, 400, 201, 400, 400, 400, 400), statuses(answers));
    assertEquals("one", answers.get(0).path("key").asText());
    assertEquals("two", answers.get(1).path("key").asText());
    for (int refused : new int[] {1, 2, 4, 5, 6, 7}) {
      assertTrue(answers.get(refused).at("/error/code").isTextual(), answers.toString());
      assertTrue(answers.get(refused).at("/error/reason").isTextual(), answers.toString());
    }
    assertEquals("ab", trial.labels("sort=label"));
    assertEquals("a", trial.read(answers.get(0).path("id").asText()).path("label").asText());
  }

  @Test
  default void knownKey_answersTheFirstIdAndWritesNothing() {
    Trial trial = trial();
    String line = line("crm/1/party", trial.body("{\"label\":\"a\"}"));
    String first = load(trial, line).getFirst().path("id").asText();
    JsonNode again = load(trial, line, line("crm/2/party", trial.body("{}"))).getFirst();
    assertEquals(200, again.path("status").asInt());
    assertEquals(first, again.path("id").asText());
    assertEquals("2", trial.client().get(trial.path()).header("X-Total-Count"));
    JsonNode other = load(trial, line("crm/1/party", trial.body("{\"label\":\"z\"}"))).getFirst();
    assertEquals(422, other.path("status").asInt());
    assertEquals("idempotencyKeyReused", other.at("/error/code").asText());
  }

  @Test
  default void loadedResources_haveTheirEvents() {
    Trial trial = trial();
    try (Listener listener = Listener.start()) {
      String hub = trial.subscribe(listener, "");
      load(trial, line("1", trial.body("{\"n\":1}")), line("2", trial.body("{\"n\":2}")));
      List<Listener.Received> events = listener.next(2);
      for (int i = 0; i < 2; i++) {
        JsonNode resource = events.get(i).body().path("event").path(trial.specimen().name());
        assertEquals(i + 1, resource.path("n").asInt());
        assertEquals(trial.read(resource.path("id").asText()), resource);
      }
      trial.unsubscribe(hub);
    }
  }

  @Test
  default void requestOfTheWrongShape_isRefused() {
    Trial trial = trial();
    String path = "/bulk/v1/" + trial.specimen().name();
    Expect.refusal(415, "unsupportedMediaType", trial.client().post(path, "{}"));
    String tooMany = (line("k", "{}") + "\n").repeat(1001);
    Answer refused =
        trial.client().send("POST", path, tooMany, "Content-Type", "application/x-ndjson");
    Expect.refusal(400, "malformedBody", refused);
    Answer empty =
        trial.client().send("POST", path, "\n\n", "Content-Type", "application/x-ndjson");
    assertEquals("", Expect.status(200, empty).text());
  }

  private static String line(String key, String resource) {
    return "{\"key\":%s,\"resource\":%s}".formatted(Json.write(key), resource);
  }

  private static List<JsonNode> load(Trial trial, String... lines) {
    Answer answer =
        trial
            .client()
            .send(
                "POST",
                "/bulk/v1/" + trial.specimen().name(),
                String.join("\n", lines) + "\n",
                "Content-Type",
                "application/x-ndjson");
    Expect.status(200, answer);
    assertEquals("application/x-ndjson", answer.header("Content-Type"));
    var answers = new ArrayList<JsonNode>();
    answer.text().lines().forEach(text -> answers.add(Json.parse(text)));
    assertEquals(lines.length, answers.size(), answer.text());
    return answers;
  }

  private static List<Integer> statuses(List<JsonNode> answers) {
    return answers.stream().map(a -> a.path("status").asInt()).toList();
  }
}
