package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.platform.json.Json;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Notes, numbered by their changes, and one subscription to them, as a client has them. */
record Notes(Client client, String hub) {
  static final String API = "/tmf-api/noteManagement/v4";

  static Notes subscribe(Client client, String callback) {
    ObjectNode body = Json.mapper().createObjectNode().put("callback", callback);
    Answer created = Expect.status(201, client.post(API + "/hub", Json.write(body)));
    return new Notes(client, API + "/hub/" + created.id());
  }

  String create(String kind) {
    String body = "{\"name\":\"note\",\"n\":1,\"kind\":\"%s\"}".formatted(kind);
    return Expect.status(201, client.post(NoteMain.PATH, body)).id();
  }

  void change(String id, int n) {
    Expect.status(200, client.merge(NoteMain.PATH + "/" + id, "{\"n\":%d}".formatted(n)));
  }

  JsonNode letters() {
    return Expect.status(200, client.get(hub + "/deadLetter")).json();
  }

  void awaitLetters(int count) {
    Subscriber.await(count + " dead letters", () -> letters().size() == count);
  }

  Answer replay(String body) {
    return client.post(hub + "/replay", body);
  }

  /** Tells events of notes of a kind from the others. */
  static boolean isOf(JsonNode event, String kind) {
    return event.path("event").path("note").path("kind").asText().equals(kind);
  }
}
