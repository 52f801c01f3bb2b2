package trunkline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** The projection is built anew from the first event on, while it serves. */
class RebuildTest {
  private static final String REBUILD = "/search/v1/rebuild";
  private final Searching it = Searching.start();
  private final String tenant = Searching.tenant();

  @AfterEach
  void stop() {
    it.close();
  }

  private Answer rebuild() {
    return it.service.client(tenant).post(REBUILD, "");
  }

  private long serving() {
    return it.status().path("serving").path("generation").asLong();
  }

  private boolean isBuilding() {
    return it.status().has("building");
  }

  @Test
  void rebuild_healsWhatWasDamaged_andServesAllTheWhile() throws InterruptedException {
    String customer = it.customer(tenant, "Jane", "Roe");
    for (int i = 0; i < 1_500; i++) {
      it.customer(tenant, "Filler", "Person");
    }
    it.awaitKnown(tenant, it.customer(tenant, "The", "Last"));
    it.asOwner("DELETE FROM term WHERE value = 'jane roe'");
    assertEquals(List.of(), it.ids(tenant, "Jane Roe"));
    var done = new AtomicBoolean();
    var failures = new AtomicInteger();
    Thread reader = Thread.ofVirtual().start(() -> readAllTheWhile(customer, done, failures));
    assertEquals(202, Expect.status(202, rebuild()).status());
    Expect.refusal(409, "rebuildRunning", rebuild());
    Searching.await("it serves", () -> serving() == 2);
    done.set(true);
    reader.join();
    assertEquals(0, failures.get());
    assertEquals(List.of(customer), it.ids(tenant, "Jane Roe"));
    String after = it.customer(tenant, "After", "Swap");
    it.awaitKnown(tenant, after);
  }

  private void readAllTheWhile(String customer, AtomicBoolean done, AtomicInteger failures) {
    while (!done.get()) {
      if (it.whole(tenant, customer).status() != 200) {
        failures.incrementAndGet();
      }
    }
  }

  @Test
  void serviceDown_rebuildWaitsForIt_acrossRestarts() {
    String customer = it.customer(tenant, "Jane", "Roe");
    it.logs.put(
        "ticket",
        tenant,
        "troubleTicket",
        "t1",
        "{\"relatedParty\":[{\"id\":\"%s\"}]}".formatted(customer));
    it.awaitKnown(tenant, customer);
    Searching.await("the ticket is known", () -> tickets(customer) == 1);
    it.logs.down("ticket");
    Expect.status(202, rebuild());
    Searching.await(
        "the others are built",
        () -> it.statusOf("building", "customer").path("lagEvents").asInt(-1) == 0);
    it.service.restart();
    Searching.await("it goes on", () -> isBuilding() && serving() == 1);
    assertEquals(
        1, it.statusOf("building", "ticket").path("lagEvents").asInt(), it.status().toString());
    assertEquals(1, tickets(customer));
    it.logs.up("ticket");
    Searching.await("it serves", () -> serving() == 2);
    assertEquals(1, tickets(customer));
    assertTrue(!isBuilding());
    it.asOwner("UPDATE generation SET since = since - interval '1 minute' WHERE state = 'retired'");
    Searching.await(
        "nothing is left of the old one", () -> it.cursors().equals(List.of("generation-2/")));
    assertEquals(List.of("0"), it.query("SELECT count(*) FROM document WHERE slot = 1"));
  }

  @Test
  void projectionOfAnEarlierRelease_isBuiltAnewByItself() {
    String customer = it.customer(tenant, "Jane", "Roe");
    it.awaitKnown(tenant, customer);
    it.asOwner("UPDATE term SET entries = '{}'");
    it.asOwner("DELETE FROM word");
    assertEquals(List.of(), it.ids(tenant, "Roe"));
    it.asOwner("UPDATE generation SET shape = 1");
    Searching.await("it serves", () -> serving() == 2);
    assertEquals(List.of(customer), it.ids(tenant, "Roe"));
    assertTrue(!isBuilding());
  }

  private int tickets(String customer) {
    return it.whole(tenant, customer).json().path("troubleTicket").path("total").asInt();
  }

  @Test
  void erasedWhileOrBeforeARebuild_staysForgotten() {
    String before = it.customer(tenant, "Erased", "Before");
    it.awaitKnown(tenant, before);
    it.logs.put("customer", tenant, "customer", before, "{\"erased\":true}");
    Searching.await("it is gone", () -> it.whole(tenant, before).status() == 404);
    for (int round = 2; round <= 3; round++) {
      Expect.status(202, rebuild());
      int generation = round;
      Searching.await("it serves", () -> serving() == generation);
      assertEquals(404, it.whole(tenant, before).status());
      assertEquals(List.of(), it.ids(tenant, before, "kind=id"));
    }
  }

  @Test
  void status_tellsPositionAndLagOfEachService() {
    String customer = it.customer(tenant, "Jane", "Roe");
    it.awaitKnown(tenant, customer);
    Searching.await(
        "current", () -> it.statusOf("serving", "ticket").path("state").asText().equals("current"));
    JsonNode feed = it.statusOf("serving", "customer");
    assertEquals(2, feed.path("events").asInt(), feed.toString());
    assertEquals(0, feed.path("lagEvents").asInt(-1), feed.toString());
    assertTrue(feed.path("lagSeconds").asDouble(99) < 6, feed.toString());
    assertTrue(feed.path("position").asText().matches("\\d+-\\d+"), feed.toString());
    assertEquals(7, it.status().path("serving").path("service").size());
  }

  @Test
  void whoIsNoAdmin_isRefused() {
    Client agent = it.service.client(tenant, "tmf:read", "tmf:write", "pii:read");
    Expect.refusal(403, "forbidden", agent.post(REBUILD, ""));
    Expect.refusal(403, "forbidden", agent.get("/search/v1/status"));
  }
}
