package trunkline.platform.tmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.feed.Feed;
import trunkline.platform.log.Position;
import trunkline.platform.security.TokenSource;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** Creations that meet are written together; each of them is answered for itself. */
class CreationsTest {
  private static final int EACH = 40;

  private static ServiceUnderTest service;

  @BeforeAll
  static void start() {
    service = ServiceUnderTest.start(NoteMain::start);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void manyAtOnce_eachHasItsOwnBodyAndOneEvent() throws Exception {
    Client client = service.client("many");
    var requests = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < EACH; i++) {
      String name = "note " + i;
      requests.add(() -> client.post(NoteMain.PATH, body(name)));
      requests.add(
          () -> client.post(NoteMain.PATH, body(name), "Idempotency-Key", "key of " + name));
    }
    var ids = new HashSet<String>();
    for (Answer answer : atOnce(requests)) {
      Expect.status(201, answer);
      JsonNode stored = client.get(NoteMain.PATH + "/" + answer.id()).json();
      assertEquals(answer.json(), stored);
      ids.add(answer.id());
    }
    assertEquals(2 * EACH, ids.size());
    assertEquals(ids, created("many"));
  }

  @Test
  void oneKeyAmongMany_makesOneResourceAndSpoilsNobodysRequest() throws Exception {
    Client client = service.client("keys");
    var requests = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < EACH; i++) {
      String name = "note " + i;
      requests.add(() -> client.post(NoteMain.PATH, body(name)));
      requests.add(() -> client.post(NoteMain.PATH, body("same"), "Idempotency-Key", "the one"));
    }
    var ids = new HashSet<String>();
    for (Answer answer : atOnce(requests)) {
      ids.add(Expect.status(201, answer).id());
    }
    assertEquals(EACH + 1, ids.size());
    assertEquals(ids, created("keys"));
  }

  private static String body(String name) {
    return "{\"name\":\"%s\"}".formatted(name);
  }

  private static List<Answer> atOnce(List<Callable<Answer>> requests) throws Exception {
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(requests)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  /** The resources whose creation stands in the log; none stands there twice. */
  private static Set<String> created(String tenant) throws Exception {
    TokenSource tokens = () -> Issuer.shared().token("any", "events:read");
    var ids = new HashSet<String>();
    new Feed(URI.create(service.base() + "/"), "note", tokens)
        .after(Position.START, 1_000).stream()
            .filter(event -> event.tenant().equals(tenant))
            .forEach(event -> assertTrue(ids.add(event.resourceId()), event::toString));
    return ids;
  }
}
