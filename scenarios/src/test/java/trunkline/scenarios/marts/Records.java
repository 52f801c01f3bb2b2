package trunkline.scenarios.marts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Resources made, changed and deleted by their services' public doors, and what those answered. */
final class Records {
  private static final int PAGE = 1000;

  private final Client client;

  /** By collection and id. */
  private final Map<String, Map<String, List<JsonNode>>> told = new HashMap<>();

  private final Set<String> deleted = new HashSet<>();

  Records(Client client) {
    this.client = client;
  }

  /** Answers the id. */
  String create(String collection, String body) {
    return note(collection, Expect.status(201, client.post(collection, body)));
  }

  void change(String collection, String id, String body) {
    note(collection, Expect.status(200, client.merge(collection + "/" + id, body)));
  }

  void delete(String collection, String id) {
    Expect.status(204, client.delete(collection + "/" + id));
    deleted.add(id);
  }

  private String note(String collection, Answer answer) {
    told.computeIfAbsent(collection, c -> new LinkedHashMap<>())
        .computeIfAbsent(answer.id(), id -> new ArrayList<>())
        .add(answer.json());
    return answer.id();
  }

  /** All that were ever there; what is there now is as the service lists it at this moment. */
  List<Life> lives(String collection) {
    Map<String, List<JsonNode>> answered = told.getOrDefault(collection, Map.of());
    List<Life> lives = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    for (JsonNode now : list(collection)) {
      String id = now.path("id").asText();
      listed.add(id);
      var versions = new ArrayList<>(answered.getOrDefault(id, List.of()));
      versions.add(now);
      lives.add(new Life(versions, false));
    }
    answered.forEach(
        (id, versions) -> {
          assertEquals(!deleted.contains(id), listed.contains(id), collection + "/" + id);
          if (deleted.contains(id)) {
            lives.add(new Life(versions, true));
          }
        });
    return lives;
  }

  /** What is there now. */
  List<JsonNode> living(String collection) {
    return lives(collection).stream().filter(life -> !life.deleted()).map(Life::last).toList();
  }

  private JsonNode list(String collection) {
    JsonNode page = Expect.status(200, client.get(collection + "?limit=" + PAGE)).json();
    assertEquals(true, page.size() < PAGE, "the telco is larger than a page");
    return page;
  }

  Client client() {
    return client;
  }
}
