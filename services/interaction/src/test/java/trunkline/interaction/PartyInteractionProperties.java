package trunkline.interaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;

/**
 * Whatever is asked of an interaction in whatever order: it moves only forward, nothing that a
 * completed one says is ever lost, a refusal changes nothing, and its last event is what it is.
 */
class PartyInteractionProperties {
  private static final List<String> STATES = List.of("opened", "inProgress", "completed");
  private static final String[] SUBSTANCE = {
    "channel", "direction", "reason", "description", "interactionDate", "relatedParty"
  };
  private static final String[] GROWING = {
    "interactionItem", "note", "attachment", "interactionRelationship"
  };
  private static final List<String> PATCHES =
      List.of(
          "{\"status\":\"opened\"}",
          "{\"status\":\"inProgress\"}",
          "{\"status\":\"completed\"}",
          "{\"direction\":\"outbound\"}",
          "{\"description\":null}",
          "{\"channel\":[{\"id\":\"web\"}]}",
          "{\"relatedParty\":[{\"id\":\"other\"}]}",
          "{\"note\":[{\"text\":\"replaced\"}]}",
          "{\"note\":null}",
          "{\"interactionItem\":[{\"reason\":\"bill\"}]}",
          "[{\"op\":\"add\",\"path\":\"/note/-\",\"value\":{\"text\":\"more\"}}]",
          "[{\"op\":\"add\",\"path\":\"/note/0\",\"value\":{\"text\":\"before\"}}]",
          "[{\"op\":\"remove\",\"path\":\"/note/0\"}]",
          "[{\"op\":\"add\",\"path\":\"/interactionItem/-\",\"value\":{\"reason\":\"next\"}}]",
          "[{\"op\":\"add\",\"path\":\"/attachment\",\"value\":[{\"url\":\"https://f.example/1\"}]}]",
          "{\"extension\":{\"mood\":\"calm\"}}");

  private final Client client = Shared.service().client("properties");
  private String position = "";

  @Provide
  Arbitrary<List<String>> requests() {
    return Arbitraries.of(PATCHES).list().ofMinSize(3).ofMaxSize(14);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  void anyRequests_keepTheRecord(@ForAll("requests") List<String> requests) {
    String path = Specimens.PARTY_INTERACTION.path();
    JsonNode now = client.post(path, Specimens.PARTY_INTERACTION.body()).json();
    path += "/" + now.path("id").asText();
    for (String request : requests) {
      String type = request.startsWith("[") ? "application/json-patch+json" : "application/json";
      Answer answer = client.patch(path, type, request);
      JsonNode next = client.get(path).json();
      assertTrue(Set.of(200, 400, 409).contains(answer.status()), answer.text());
      assertEquals(answer.status() == 200 ? answer.json() : now, next, request);
      assertForward(now, next);
      now = next;
    }
    assertEquals(now, lastEvent(now.path("id").asText()));
    boolean mayGo =
        now.path("status").asText().equals("opened") && now.path("interactionItem").isEmpty();
    assertEquals(mayGo ? 204 : 409, client.delete(path).status());
  }

  private static void assertForward(JsonNode before, JsonNode after) {
    String from = before.path("status").asText();
    assertTrue(STATES.indexOf(from) <= STATES.indexOf(after.path("status").asText()));
    assertEquals(before.path("creationDate"), after.path("creationDate"));
    if (!from.equals("completed")) {
      return;
    }
    for (String attribute : SUBSTANCE) {
      assertEquals(before.path(attribute), after.path(attribute), attribute);
    }
    for (String attribute : GROWING) {
      for (int i = 0; i < before.path(attribute).size(); i++) {
        assertEquals(before.path(attribute).get(i), after.path(attribute).get(i), attribute);
      }
    }
  }

  /** The log alone tells the same as the table. */
  private JsonNode lastEvent(String id) {
    JsonNode last = Json.mapper().createObjectNode();
    List<JsonNode> events = next();
    while (!events.isEmpty()) {
      for (JsonNode event : events) {
        last = event.path("resourceId").asText().equals(id) ? event.path("resource") : last;
        position = "?after=" + event.path("tx").asText() + "-" + event.path("seq").asText();
      }
      events = next();
    }
    return last;
  }

  private List<JsonNode> next() {
    return client.get("/events/v1/interaction" + position).text().lines().map(Json::parse).toList();
  }
}
