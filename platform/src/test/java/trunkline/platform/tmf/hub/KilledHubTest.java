package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** The service is killed while a subscriber has an event in hand. */
class KilledHubTest {
  private final Subscriber subscriber = Subscriber.start();
  private Map<String, String> settings = Map.of();
  private volatile Process process;

  @BeforeEach
  void start() throws Exception {
    try (var prepared = ServiceUnderTest.start(NoteMain::start, "hub.attempts", "1")) {
      settings = prepared.settings();
    }
    process = NoteProcess.start(settings);
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
    subscriber.close();
  }

  private Notes subscribe() {
    String base = settings.getOrDefault("http.publicUrl", "");
    Client client = new Client(base, Issuer.shared().token("acme", "tmf:read", "tmf:write"));
    return Notes.subscribe(client, subscriber.callback());
  }

  /** The subscriber has the event; the service never learns that. */
  private int kill() {
    try {
      process.destroyForcibly().waitFor();
      return 201;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void killedBetweenDeliveryAndSave_deliversAgainWithTheSameId() throws Exception {
    Notes notes = subscribe();
    var arrivals = new AtomicInteger();
    subscriber.answer(event -> arrivals.incrementAndGet() == 2 ? kill() : 201);
    String id = notes.create("any");
    subscriber.awaitTaken(1);
    notes.change(id, 2);
    Subscriber.await("the kill", () -> !process.isAlive());
    process = NoteProcess.start(settings);
    notes.change(id, 3);
    List<Subscriber.Request> taken = subscriber.awaitTaken(4);
    assertEquals(List.of(1, 2, 2, 3), subscriber.takenOf(id));
    assertEquals(taken.get(1).id(), taken.get(2).id());
    assertEquals(taken.get(1).text(), taken.get(2).text());
  }

  @Test
  void replayKilledHalfWay_goesOnWhereItWas() throws Exception {
    Notes notes = subscribe();
    subscriber.answer(event -> 422);
    var ids = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      String id = notes.create("any");
      notes.change(id, 2);
      ids.add(id);
    }
    notes.awaitLetters(10);
    var arrivals = new AtomicInteger();
    subscriber.answer(event -> arrivals.incrementAndGet() == 5 ? kill() : 201);
    Expect.status(202, notes.replay(""));
    Subscriber.await("the kill", () -> !process.isAlive());
    process = NoteProcess.start(settings);
    assertTrue(notes.letters().size() <= 6, "four had gone for good");
    notes.awaitLetters(0);
    assertEquals(11, subscriber.taken().size(), "only the one in hand came twice");
    for (String id : ids) {
      assertEquals(List.of(1, 2), subscriber.takenOf(id).stream().distinct().toList());
    }
  }
}
