package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.NoteMain;
import trunkline.platform.service.TmfService;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** Two instances of a service on one database share its subscriptions. */
class TwoProcessesTest {
  private static final int NOTES = 20;

  @Test
  void oneSends_theOtherTakesOverAndNothingIsLostOrDoubled() {
    ServiceUnderTest one = ServiceUnderTest.start(NoteMain::start, "hub.attempts", "1");
    try (TmfService two = NoteMain.start(another(one.settings()));
        Subscriber subscriber = Subscriber.start()) {
      String token = Issuer.shared().token("acme", "tmf:read", "tmf:write");
      Client other = new Client("http://127.0.0.1:" + two.port(), token);
      Notes first = Notes.subscribe(one.client("acme"), subscriber.callback());
      Notes second = new Notes(other, first.hub());
      var ids = new ArrayList<String>();
      for (int i = 0; i < NOTES; i++) {
        String id = (i % 2 == 0 ? first : second).create("any");
        (i % 2 == 0 ? second : first).change(id, 2);
        ids.add(id);
      }
      subscriber.awaitTaken(NOTES);
      one.close();
      ids.forEach(id -> second.change(id, 3));
      subscriber.awaitTaken(3 * NOTES);
      ids.forEach(id -> assertEquals(List.of(1, 2, 3), subscriber.takenOf(id)));
      assertEquals(1, subscriber.mostAtOnce());
    }
  }

  @Test
  void replayAskedOfTheOneThatDoesNotSend_isDoneByTheOther() {
    try (ServiceUnderTest one = ServiceUnderTest.start(NoteMain::start, "hub.attempts", "1");
        Subscriber subscriber = Subscriber.start()) {
      Notes first = Notes.subscribe(one.client("acme"), subscriber.callback());
      subscriber.answer(event -> 422);
      String id = first.create("any");
      first.awaitLetters(1);
      subscriber.answer(event -> 201);
      try (TmfService two = NoteMain.start(another(one.settings()))) {
        String token = Issuer.shared().token("acme", "tmf:read");
        Client other = new Client("http://127.0.0.1:" + two.port(), token);
        Expect.status(202, new Notes(other, first.hub()).replay(""));
        first.awaitLetters(0);
        assertEquals(List.of(1), subscriber.takenOf(id));
      }
    }
  }

  private static Map<String, String> another(Map<String, String> settings) {
    var other = new HashMap<>(settings);
    other.put("http.port", "0");
    other.put("instance", "two");
    return other;
  }
}
