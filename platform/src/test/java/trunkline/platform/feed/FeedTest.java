package trunkline.platform.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.security.TokenSource;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** One service reads another's log over HTTP. */
class FeedTest {
  private ServiceUnderTest service;
  private Feed feed;

  @BeforeEach
  void start() {
    service = ServiceUnderTest.start(NoteMain::start);
    TokenSource tokens = () -> Issuer.shared().token("any", "events:read");
    feed = new Feed(URI.create(service.base() + "/"), "note", tokens);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void follower_seesEveryEventOnceInOrder_ofAllTenants() throws Exception {
    String id = post("a", "{\"name\":\"first\",\"n\":1}");
    service.client("a").merge(NoteMain.PATH + "/" + id, "{\"n\":2}");
    post("b", "{\"name\":\"of another tenant\"}");
    service.client("a").delete(NoteMain.PATH + "/" + id);
    var seen = new ArrayList<LogEvent>();
    Position position = Position.START;
    while (seen.size() < 4) {
      List<LogEvent> events = feed.after(position, 2);
      assertTrue(events.size() <= 2);
      seen.addAll(events);
      position = seen.getLast().position();
    }
    assertEquals(
        List.of(
            "NoteCreateEvent",
            "NoteAttributeValueChangeEvent",
            "NoteCreateEvent",
            "NoteDeleteEvent"),
        seen.stream().map(LogEvent::eventType).toList());
    assertEquals(List.of("a", "a", "b", "a"), seen.stream().map(LogEvent::tenant).toList());
    assertEquals(
        List.of(1L, 2L, 3L),
        seen.stream().filter(e -> e.tenant().equals("a")).map(LogEvent::version).toList());
    LogEvent first = seen.getFirst();
    assertEquals(id, first.resourceId());
    assertFalse(first.resource().contains("href"), first.resource());
    assertTrue(first.resource().contains("first"), first.resource());
  }

  @Test
  void nothingNew_waitsThenAnswersNothing() throws Exception {
    long began = System.nanoTime();
    assertEquals(List.of(), feed.after(Position.START, 10));
    assertTrue(System.nanoTime() - began > 1_500_000_000L);
  }

  @Test
  void newsEndsTheWait() throws Exception {
    String feedPath = FeedApi.path("note") + "?waitSeconds=10";
    var answer = new java.util.concurrent.CompletableFuture<String>();
    Thread.startVirtualThread(
        () -> answer.complete(service.client("a", "events:read").get(feedPath).text()));
    Thread.sleep(300);
    long began = System.nanoTime();
    post("a", "{\"name\":\"news\"}");
    assertTrue(answer.get().contains("NoteCreateEvent"));
    assertTrue(System.nanoTime() - began < 5_000_000_000L);
  }

  @Test
  void whoMayNotFollow_isRefused() {
    String path = FeedApi.path("note");
    Expect.refusal(403, "forbidden", service.client("a", "tmf:read", "tmf:admin").get(path));
    for (String query : new String[] {"after=x", "after=1", "after=-1-2", "limit=0", "limit=x"}) {
      Expect.refusal(
          400, "invalidQuery", service.client("a", "events:read").get(path + "?" + query));
    }
  }

  @Test
  void serviceThatIsDown_failsTheRead() {
    service.close();
    assertThrows(IOException.class, () -> feed.after(Position.START, 1));
    service.restart();
  }

  private String post(String tenant, String body) {
    return Expect.status(201, service.client(tenant).post(NoteMain.PATH, body)).id();
  }
}
