package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;

/** What waits for a subscriber that is down, for how long, and what happens then. */
class PatienceTest {
  @Test
  void subscriberDown_nothingIsSkippedWhilePatienceLasts() throws InterruptedException {
    try (ServiceUnderTest service = ServiceUnderTest.start(NoteMain::start)) {
      Subscriber gone = Subscriber.start();
      Notes notes = Notes.subscribe(service.client("acme"), gone.callback());
      gone.close();
      String first = notes.create("any");
      notes.change(first, 2);
      String second = notes.create("any");
      Subscriber.await(
          "the hub to notice", () -> notes.client().get(notes.hub()).json().has("failingSince"));
      service.restart();
      Thread.sleep(1_000);
      assertEquals(0, notes.letters().size());
      try (Subscriber back = Subscriber.start(gone.port())) {
        back.awaitTaken(3);
        assertEquals(List.of(1, 2), back.takenOf(first));
        assertEquals(List.of(1), back.takenOf(second));
        Subscriber.await(
            "all to be well", () -> !notes.client().get(notes.hub()).json().has("failingSince"));
      }
    }
  }

  @Test
  void patienceEnded_eachEventCostsOneAttemptAndReplaySendsAllInOrder() {
    try (ServiceUnderTest service =
            ServiceUnderTest.start(NoteMain::start, "hub.patience", "PT2S");
        Subscriber subscriber = Subscriber.start()) {
      Notes notes = Notes.subscribe(service.client("acme"), subscriber.callback());
      subscriber.answer(event -> 500);
      var ids = new ArrayList<String>();
      for (int i = 0; i < 10; i++) {
        ids.add(notes.create("any"));
      }
      ids.forEach(id -> notes.change(id, 2));
      long began = System.nanoTime();
      notes.awaitLetters(20);
      assertTrue(
          System.nanoTime() - began < Duration.ofSeconds(10).toNanos(),
          "patience ran out once, not for each event");
      assertEquals("outOfPatience", notes.letters().path(0).path("reason").asText());
      assertEquals("behindAnother", notes.letters().path(19).path("reason").asText());
      subscriber.answer(event -> 201);
      String later = notes.create("any");
      subscriber.awaitTaken(1);
      assertEquals(List.of(1), subscriber.takenOf(later));
      Expect.status(202, notes.replay(""));
      notes.awaitLetters(0);
      ids.forEach(id -> assertEquals(List.of(1, 2), subscriber.takenOf(id)));
    }
  }

  @Test
  void subscriberFailsForOneResourceOnly_othersGoOnWhenPatienceEnds() {
    try (ServiceUnderTest service =
            ServiceUnderTest.start(NoteMain::start, "hub.patience", "PT1S");
        Subscriber subscriber = Subscriber.start()) {
      Notes notes = Notes.subscribe(service.client("acme"), subscriber.callback());
      subscriber.answer(event -> Notes.isOf(event, "poison") ? 500 : 201);
      String poison = notes.create("poison");
      String other = notes.create("any");
      notes.change(poison, 2);
      notes.change(other, 2);
      subscriber.awaitTaken(2);
      assertEquals(List.of(1, 2), subscriber.takenOf(other));
      notes.awaitLetters(2);
      notes.letters().forEach(l -> assertEquals(poison, l.path("resourceId").asText()));
    }
  }
}
