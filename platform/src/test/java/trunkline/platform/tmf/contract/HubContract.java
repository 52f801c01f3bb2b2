package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/** The hub and its events (TMF630 part 1, notifications; TMF's facts 9 and 10). */
public interface HubContract extends Contract {
  @Test
  default void subscription_isCreatedShownAndEnded() {
    Trial trial = trial();
    String hub = trial.specimen().api() + "/hub";
    String body = "{\"callback\":\"http://127.0.0.1:9/x\",\"query\":\"eventType=NoneOfOurs\"}";
    Answer created = Expect.status(201, trial.client().post(hub, body));
    assertEquals(List.of("id", "callback", "query"), Trial.names(created.json()));
    assertEquals("http://127.0.0.1:9/x", created.json().path("callback").asText());
    assertEquals("eventType=NoneOfOurs", created.json().path("query").asText());
    String path = hub + "/" + created.id();
    assertEquals(trial.base() + path, created.header("Location"));
    assertEquals(created.json(), Expect.status(200, trial.client().get(path)).json());
    assertEquals(1, trial.client().get(hub).json().size());
    Expect.refusal(409, "alreadySubscribed", trial.client().post(hub, body));
    Expect.status(204, trial.client().delete(path));
    Expect.refusal(404, "notFound", trial.client().get(path));
    Expect.refusal(404, "notFound", trial.client().delete(path));
  }

  @Test
  default void subscriptionThatMakesNoSense_isRefused() {
    Trial trial = trial();
    String hub = trial.specimen().api() + "/hub";
    for (String body :
        new String[] {
          "{}",
          "{\"callback\":5}",
          "{\"callback\":\"not a url\"}",
          "{\"callback\":\"ftp://x.example/\"}",
          "{\"callback\":\"http://user:pass@x.example/\"}",
          "{\"callback\":\"http://127.0.0.1:99999/\"}",
          "{\"callback\":\"http://x.example/\",\"query\":\"a..b=1\"}",
          "{\"callback\":\"http://x.example/\",\"query\":5}",
          "{\"callback\":\"http://x.example/\",\"query\":\"title.regex=\\\\p{L}\"}",
          "[]",
          "nonsense"
        }) {
      Answer answer = trial.client().post(hub, body);
      assertEquals(400, answer.status(), body + " " + answer.text());
      Expect.errorBody(answer);
    }
    Answer noJson =
        trial
            .client()
            .send(
                "POST", hub, "{\"callback\":\"http://x.example/\"}", "Content-Type", "text/plain");
    Expect.refusal(415, "unsupportedMediaType", noJson);
    assertEquals("[]", trial.client().get(hub).text());
  }

  @Test
  default void everyKindOfEvent_arrivesInOrder() {
    Trial trial = trial();
    try (Listener listener = Listener.start()) {
      String hub = trial.subscribe(listener, "");
      var kinds = new ArrayList<>(List.of("Create", "AttributeValueChange"));
      String id = trial.create("{\"x\":1}").id();
      trial.client().merge(trial.path(id), "{\"x\":2}", "X-Correlation-ID", "the-change");
      trial.client().merge(trial.path(id), "{\"x\":2}");
      trial
          .specimen()
          .moves()
          .ifPresent(
              moves -> {
                String other =
                    trial.create("{\"%s\":\"%s\"}".formatted(moves.attribute(), moves.from())).id();
                trial
                    .client()
                    .merge(
                        trial.path(other),
                        "{\"%s\":\"%s\"}".formatted(moves.attribute(), moves.legal()));
                kinds.addAll(List.of("Create", "StateChange"));
              });
      JsonNode last = trial.read(id);
      Expect.status(204, trial.client().delete(trial.path(id)));
      kinds.add("Delete");
      List<Listener.Received> events = listener.next(kinds.size());
      for (int i = 0; i < kinds.size(); i++) {
        assertEnvelope(trial, kinds.get(i), events.get(i));
      }
      assertEquals("the-change", events.get(1).body().path("correlationId").asText());
      assertEquals(last, events.getLast().body().path("event").path(trial.specimen().name()));
      assertEquals(0, listener.waiting());
      trial.unsubscribe(hub);
    }
  }

  private static void assertEnvelope(Trial trial, String kind, Listener.Received event) {
    JsonNode body = event.body();
    String type = trial.specimen().typeName() + kind + "Event";
    assertEquals(type, body.path("eventType").asText(), body.toString());
    assertEquals("/news/listener/" + trial.specimen().name() + kind + "Event", event.path());
    for (String name :
        new String[] {
          "eventId",
          "eventTime",
          "correlationId",
          "domain",
          "title",
          "description",
          "priority",
          "timeOcurred",
          "timeOccurred"
        }) {
      assertFalse(body.path(name).asText().isBlank(), name + " of " + body);
    }
    Instant.parse(body.path("eventTime").asText());
    assertEquals(1, body.path("event").size());
    JsonNode resource = body.path("event").path(trial.specimen().name());
    assertTrue(
        resource.path("href").asText().endsWith(trial.path(resource.path("id").asText())),
        resource.toString());
  }

  @Test
  default void query_letsOnlyMatchingEventsThrough() {
    Trial trial = trial();
    String name = trial.specimen().name();
    try (Listener changes = Listener.start();
        Listener gold = Listener.start()) {
      String first =
          trial.subscribe(
              changes, "eventType=" + trial.specimen().typeName() + "AttributeValueChangeEvent");
      String second = trial.subscribe(gold, "event.%s.tier=gold".formatted(name));
      String id = trial.create("{\"tier\":\"tin\"}").id();
      trial.client().merge(trial.path(id), "{\"tier\":\"gold\"}");
      trial.client().merge(trial.path(id), "{\"tier\":\"tin\"}");
      Expect.status(204, trial.client().delete(trial.path(id)));
      List<Listener.Received> changed = changes.next(2);
      assertEquals("gold", changed.get(0).body().at("/event/" + name + "/tier").asText());
      assertEquals("tin", changed.get(1).body().at("/event/" + name + "/tier").asText());
      assertEquals("gold", gold.next(1).getFirst().body().at("/event/" + name + "/tier").asText());
      assertEquals(0, changes.waiting());
      assertEquals(0, gold.waiting());
      trial.unsubscribe(first);
      trial.unsubscribe(second);
    }
  }

  @Test
  default void subscriberThatRefusesForAWhile_getsEveryEventInOrder() {
    Trial trial = trial();
    try (Listener listener = Listener.start()) {
      String hub = trial.subscribe(listener, "");
      listener.refuse(2);
      String id = trial.create("{\"n\":0}").id();
      for (int n = 1; n <= 5; n++) {
        trial.client().merge(trial.path(id), "{\"n\":" + n + "}");
      }
      var seen = new ArrayList<Integer>();
      while (seen.isEmpty() || seen.getLast() < 5) {
        JsonNode body = listener.next(1).getFirst().body();
        seen.add(body.at("/event/" + trial.specimen().name() + "/n").asInt());
      }
      assertEquals(List.of(0, 1, 2, 3, 4, 5), seen.stream().distinct().toList());
      assertEquals(seen.stream().sorted().toList(), seen);
      trial.unsubscribe(hub);
    }
  }
}
