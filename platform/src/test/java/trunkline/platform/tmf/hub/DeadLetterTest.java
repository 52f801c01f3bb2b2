package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** Events that a subscriber refuses are parked, shown, replayed and discarded. */
class DeadLetterTest {
  private static ServiceUnderTest service;
  private final Subscriber subscriber = Subscriber.start();
  private Notes notes;
  private String tenant;

  @BeforeAll
  static void startService() {
    service = ServiceUnderTest.start(NoteMain::start, "hub.attempts", "2");
  }

  @AfterAll
  static void stopService() {
    service.close();
  }

  @BeforeEach
  void subscribe(TestInfo test) {
    tenant = "t" + Integer.toHexString(test.getDisplayName().hashCode());
    notes = Notes.subscribe(service.client(tenant), subscriber.callback());
    subscriber.answer(event -> Notes.isOf(event, "bad") ? 422 : 201);
  }

  @AfterEach
  void unsubscribe() {
    notes.client().delete(notes.hub());
    subscriber.close();
  }

  @Test
  void refusedEvent_isParkedWithWhatFollowsItAndOthersGoOn() {
    String bad = notes.create("bad");
    notes.change(bad, 2);
    String good = notes.create("good");
    subscriber.awaitTaken(1);
    notes.awaitLetters(2);
    JsonNode letters = notes.letters();
    assertEquals(List.of(good), subscriber.taken().stream().map(r -> r.resourceId()).toList());
    assertEquals("refused", letters.path(0).path("reason").asText());
    assertEquals(422, letters.path(0).path("lastStatus").asInt());
    assertEquals(2, letters.path(0).path("attempts").asInt());
    assertEquals("behindAnother", letters.path(1).path("reason").asText());
    assertEquals(0, letters.path(1).path("attempts").asInt());
    for (JsonNode letter : letters) {
      assertEquals(bad, letter.path("resourceId").asText());
      assertFalse(letter.toString().contains("\"name\""), letter.toString());
    }
    assertEquals(2, notes.client().get(notes.hub()).json().path("deadLetters").asInt());
  }

  @Test
  void replay_sendsInOrderAndTheResourceIsLiveAgain() {
    String bad = notes.create("bad");
    notes.change(bad, 2);
    notes.change(bad, 3);
    notes.awaitLetters(3);
    subscriber.answer(event -> 201);
    notes.change(bad, 4);
    notes.awaitLetters(4);
    assertEquals(4, Expect.status(202, notes.replay("")).json().path("replaying").asInt());
    notes.awaitLetters(0);
    notes.change(bad, 5);
    subscriber.awaitTaken(5);
    assertEquals(List.of(1, 2, 3, 4, 5), subscriber.takenOf(bad));
    assertEquals(
        List.of("id", "callback", "query"),
        names(notes.client().get(notes.hub()).json()),
        "all is well, and it looks so");
  }

  @Test
  void eventThatComesWhileItsResourceIsReplayed_isReplayedToo() {
    String bad = notes.create("bad");
    notes.change(bad, 2);
    notes.awaitLetters(2);
    subscriber.answer(
        event -> {
          if (event.path("event").path("note").path("n").asInt() == 1) {
            notes.change(bad, 3);
          }
          return 201;
        });
    Expect.status(202, notes.replay(""));
    subscriber.awaitTaken(3);
    notes.awaitLetters(0);
    assertEquals(List.of(1, 2, 3), subscriber.takenOf(bad));
  }

  @Test
  void replayOfOneEvent_sendsThoseBeforeItTooAndLeavesTheRest() {
    String bad = notes.create("bad");
    notes.change(bad, 2);
    notes.change(bad, 3);
    String other = notes.create("bad");
    notes.awaitLetters(4);
    subscriber.answer(event -> 201);
    String second = notes.letters().path(1).path("eventId").asText();
    Expect.status(202, notes.replay("{\"eventId\":\"" + second + "\"}"));
    notes.awaitLetters(2);
    assertEquals(List.of(1, 2), subscriber.takenOf(bad));
    Expect.status(202, notes.replay("{\"resourceId\":\"" + bad + "\"}"));
    notes.awaitLetters(1);
    assertEquals(List.of(1, 2, 3), subscriber.takenOf(bad));
    assertEquals(List.of(), subscriber.takenOf(other));
  }

  @Test
  void replayThatIsNotTaken_staysAndHoldsUpNobody() {
    String bad = notes.create("bad");
    notes.change(bad, 2);
    notes.awaitLetters(2);
    int before = subscriber.requests().size();
    Expect.status(202, notes.replay(""));
    Subscriber.await("the attempt", () -> notes.letters().path(0).path("attempts").asInt() == 3);
    String good = notes.create("good");
    subscriber.awaitTaken(1);
    assertEquals(List.of(1), subscriber.takenOf(good));
    assertEquals(before + 2, subscriber.requests().size(), "one attempt for the resource");
    notes.letters().forEach(letter -> assertFalse(letter.path("replaying").asBoolean()));
    assertEquals(2, notes.letters().size());
  }

  @Test
  void discardedEvent_isGivenUpAndTheRestCanBeReplayed() {
    String bad = notes.create("bad");
    notes.change(bad, 2);
    notes.awaitLetters(2);
    String first = notes.letters().path(0).path("eventId").asText();
    String discard = notes.hub() + "/discard";
    Expect.refusal(400, "missingAttribute", notes.client().post(discard, "{}"));
    Expect.status(200, notes.client().post(discard, "{\"eventId\":\"" + first + "\"}"));
    Expect.refusal(
        404, "notFound", notes.client().post(discard, "{\"eventId\":\"" + first + "\"}"));
    subscriber.answer(event -> 201);
    Expect.status(202, notes.replay("{}"));
    notes.awaitLetters(0);
    assertEquals(List.of(2), subscriber.takenOf(bad));
  }

  @Test
  void list_isFilteredSortedAndPaged() {
    for (int i = 0; i < 3; i++) {
      notes.create("bad");
    }
    notes.awaitLetters(3);
    String path = notes.hub() + "/deadLetter";
    Answer page = Expect.status(206, notes.client().get(path + "?limit=2"));
    assertEquals(2, page.json().size());
    assertEquals("3", page.header("X-Total-Count"));
    assertTrue(page.header("Link").contains("offset=2&limit=2>; rel=\"next\""));
    String first = page.json().path(0).path("eventId").asText();
    assertEquals(1, notes.client().get(path + "?eventId=" + first).json().size());
    assertEquals(0, notes.client().get(path + "?reason=behindAnother").json().size());
    JsonNode newestFirst = notes.client().get(path + "?sort=-parkedAt&fields=eventId").json();
    assertEquals(first, newestFirst.path(2).path("eventId").asText());
    assertEquals(List.of("eventId"), names(newestFirst.path(2)));
  }

  @Test
  void whoDidNotSubscribe_replaysOnlyAsAdministrator() {
    notes.create("bad");
    notes.awaitLetters(1);
    Issuer issuer = Issuer.shared();
    JWTClaimsSet claims = issuer.claims(tenant, "tmf:read").subject("somebody else").build();
    Client other = new Client(service.base(), issuer.sign(claims));
    Expect.status(200, other.get(notes.hub() + "/deadLetter"));
    Expect.refusal(403, "forbidden", other.post(notes.hub() + "/replay", ""));
    Expect.refusal(403, "forbidden", other.post(notes.hub() + "/discard", "{\"eventId\":\"x\"}"));
    JWTClaimsSet admin =
        issuer.claims(tenant, "tmf:read", "tmf:admin").subject("somebody else").build();
    Expect.status(
        202, new Client(service.base(), issuer.sign(admin)).post(notes.hub() + "/replay", ""));
    Client stranger = service.client("stranger");
    Expect.refusal(404, "notFound", stranger.get(notes.hub() + "/deadLetter"));
    Expect.refusal(404, "notFound", stranger.post(notes.hub() + "/replay", ""));
  }

  @Test
  void replayThatMakesNoSense_isRefused() {
    for (String body : new String[] {"[]", "{\"eventId\":5}", "{\"resourceId\":null}", "x"}) {
      assertEquals(400, notes.replay(body).status(), body);
    }
    Expect.refusal(404, "notFound", notes.replay("{\"eventId\":\"x\"}"));
    Expect.refusal(404, "notFound", notes.replay("{\"resourceId\":\"x\"}"));
  }

  @Test
  void goneSubscriber_isNotUnsubscribed() {
    subscriber.answer(event -> 410);
    notes.create("any");
    notes.awaitLetters(1);
    assertEquals(410, notes.letters().path(0).path("lastStatus").asInt());
    Expect.status(200, notes.client().get(notes.hub()));
  }

  @Test
  void redirect_isNotFollowedAndNotTaken() {
    subscriber.answer(event -> 302);
    notes.create("any");
    Subscriber.await("two attempts", () -> subscriber.requests().size() >= 2);
    assertTrue(subscriber.requests().stream().noneMatch(r -> r.target().contains("elsewhere")));
    assertEquals(0, notes.letters().size(), "a redirect may be mended");
    subscriber.answer(event -> 201);
    subscriber.awaitTaken(1);
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
