package trunkline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Expect;

/** Services that are slow, down, back, or repeat themselves; a process that ends in between. */
class FollowTest {
  private static final long ONE_SECOND = 1_000_000_000L;
  private final Searching it = Searching.start("search.staleAfter", "PT3S");
  private final String tenant = Searching.tenant();

  @AfterEach
  void stop() {
    it.close();
  }

  private JsonNode part(String customer, String part) {
    return Expect.status(200, it.whole(tenant, customer)).json().path(part);
  }

  private String state(String customer, String part) {
    return part(customer, part).path("state").asText();
  }

  @Test
  void change_isFoundWithinASecond() {
    it.awaitKnown(tenant, it.customer(tenant, "Warm", "Up"));
    var took = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      String name = "Fresh" + (char) ('a' + i);
      long began = System.nanoTime();
      String id = it.customer(tenant, "Quick", name);
      Searching.await(
          "it is found",
          () -> it.ids(tenant, name).stream().findFirst().filter(id::equals).isPresent());
      took.add(System.nanoTime() - began);
      Searching.pause(300);
    }
    took.sort(Long::compare);
    assertTrue(took.get(2) < ONE_SECOND, "median of " + took);
  }

  @Test
  void oneServiceDown_othersGoOn_itsPartSaysSinceWhen() {
    String customer = it.customer(tenant, "Jane", "Roe");
    String product =
        "{\"status\":\"active\",\"relatedParty\":[{\"id\":\"%s\"}]}".formatted(customer);
    it.logs.put("subscription", tenant, "product", "p1", product);
    it.awaitKnown(tenant, customer);
    Searching.await(
        "the product is known", () -> part(customer, "product").path("total").asInt() == 1);
    Searching.await("all is current", () -> state(customer, "product").equals("current"));
    it.logs.down("subscription");
    Searching.await("it is stale", () -> state(customer, "product").equals("stale"));
    it.logs.put("subscription", tenant, "product", "p2", product);
    it.logs.put("device", tenant, "resource", "d1", product);
    Searching.await("devices go on", () -> part(customer, "device").path("total").asInt() == 1);
    JsonNode stale = part(customer, "product");
    assertEquals(1, stale.path("total").asInt());
    assertEquals(stale.path("asOf"), stale.path("staleSince"));
    assertTrue(Instant.parse(stale.path("asOf").asText()).isBefore(Instant.now()));
    assertEquals("current", state(customer, "customer"));
    assertEquals("current", state(customer, "interaction"));
    it.logs.up("subscription");
    Searching.await("it caught up", () -> part(customer, "product").path("total").asInt() == 2);
    Searching.await("it is current", () -> state(customer, "product").equals("current"));
  }

  @Test
  void serviceNeverSeen_isUnavailable_andNobodyIsSaidNotToExist() {
    try (Searching blind = Searching.start()) {
      Searching.await("the first look", () -> status(blind, "customer").equals("current"));
      assertEquals(404, blind.whole(tenant, "nobody").status());
    }
    it.logs.down("ticket");
    it.logs.down("customer");
    try (Searching late = Searching.startOn(it.logs)) {
      Expect.refusal(503, "notReadYet", late.whole(tenant, "nobody"));
      it.logs.up("customer");
      String customer = it.customer(tenant, "Jane", "Roe");
      late.awaitKnown(tenant, customer);
      JsonNode tickets = late.whole(tenant, customer).json().path("troubleTicket");
      assertEquals("unavailable", tickets.path("state").asText());
      assertTrue(tickets.path("asOf").isMissingNode());
      assertEquals(0, tickets.path("item").size());
    }
  }

  private static String status(Searching searching, String service) {
    return searching.statusOf("serving", service).path("state").asText();
  }

  @Test
  void processEndsInBetween_nothingLost_nothingTwice() {
    var customers = new ArrayList<String>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 200; i++) {
        customers.add(it.customer(tenant, "Round" + round, "Nr" + (char) ('a' + i % 26)));
      }
      it.service.restart();
      it.logs.repeat("customer");
    }
    String last = it.customer(tenant, "The", "Last");
    it.awaitKnown(tenant, last);
    for (String customer : List.of(customers.getFirst(), customers.get(399), customers.getLast())) {
      assertEquals(List.of(customer), it.ids(tenant, customer, "kind=id"));
    }
    assertEquals(50, it.ids(tenant, "Round1", "limit=50").size());
    assertEquals(customers.size() * 2 + 2, it.documents(tenant));
  }
}
