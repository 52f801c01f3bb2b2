package trunkline.platform.tmf.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/** A name that changes in one service changes in the references of another. */
class NamesAgreeTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(60);
  private static final int THOUSANDS = 2_000;

  private static Pair pair;

  @BeforeAll
  static void start() {
    pair = Pair.start();
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void rename_isSeenSoonAndChangesTheNameOnly() {
    String jane = pair.person("one", "Jane", "Roe");
    String body =
        """
        {"relatedParty":[{"id":"%s","name":"Jane Roe","role":"user"},{"id":"x","name":"Jane Roe"}],
         "productPrice":[{"billingAccount":{"id":"%s","name":"Jane Roe"}},{"billingAccount":{"id":"%s"}}],
         "name":"Jane Roe","status":"active"}
        """
            .formatted(jane, jane, jane);
    String path = Pair.PRODUCTS + "/" + pair.holding("one", Pair.PRODUCTS, body);
    var expected = (ObjectNode) pair.holding("one", path);
    try (Listener listener = Listener.start()) {
      Client client = pair.holdings.client("one");
      String hub = "{\"callback\":\"" + listener.callback() + "\"}";
      Expect.status(201, client.post("/tmf-api/productInventory/v4/hub", hub));
      pair.changePerson("one", jane, "{\"familyName\":\"Doe\"}", "X-Correlation-ID", "wedding");
      awaitName("one", path, "Jane Doe", SOON);
      ((ObjectNode) expected.at("/relatedParty/0")).put("name", "Jane Doe");
      ((ObjectNode) expected.at("/productPrice/0/billingAccount")).put("name", "Jane Doe");
      assertEquals(expected, pair.holding("one", path));
      assertEquals(
          "\"2\"", client.get(path).header("ETag"), "one change for all of its references");
      JsonNode event = listener.next(1).getFirst().body();
      assertEquals("ProductAttributeValueChangeEvent", event.path("eventType").asText());
      assertEquals("wedding", event.path("correlationId").asText());
    }
  }

  @Test
  void otherChangesAndOtherTenants_changeNothing() {
    String jane = pair.person("two", "Jane", "Roe");
    String path = product("two", jane, "Jane Roe");
    String stranger = product("three", jane, "Jane Roe");
    pair.changePerson("two", jane, "{\"title\":\"Dr\"}");
    pair.changePerson("two", jane, "{\"fullName\":\"Jane A. Roe\",\"familyName\":\"Roe-Doe\"}");
    awaitName("two", path, "Jane A. Roe", SOON);
    assertEquals("\"2\"", pair.holdings.client("two").get(path).header("ETag"));
    assertEquals("Jane Roe", name("three", stranger));
  }

  @Test
  void personWhoNamesAnother_followsInTheSameService() {
    String jane = pair.person("four", "Jane", "Roe");
    String john = pair.person("four", "John", "Roe");
    pair.changePerson(
        "four", john, "{\"relatedParty\":[{\"id\":\"%s\",\"name\":\"Jane Roe\"}]}".formatted(jane));
    pair.changePerson("four", jane, "{\"familyName\":\"Doe\"}");
    Client client = pair.people.client("four");
    Pair.await(
        "the new name",
        SOON,
        () ->
            client
                .get(Pair.PEOPLE + "/" + john)
                .json()
                .at("/relatedParty/0/name")
                .asText()
                .equals("Jane Doe"));
  }

  @Test
  void recordThatMayNotChange_keepsTheNameAndHoldsUpNobody() {
    String jane = pair.person("five", "Jane", "Roe");
    String said = Pair.INTERACTIONS + "/" + pair.holding("five", Pair.INTERACTIONS, body(jane));
    String path = product("five", jane, "Jane Roe");
    pair.changePerson("five", jane, "{\"familyName\":\"Doe\"}");
    awaitName("five", path, "Jane Doe", SOON);
    pair.changePerson("five", jane, "{\"familyName\":\"Moe\"}");
    awaitName("five", path, "Jane Moe", SOON);
    assertEquals("Jane Roe", name("five", said));
  }

  @Test
  void whoWasAway_catchesUp() {
    String jane = pair.person("six", "Jane", "Roe");
    String path = product("six", jane, "Jane Roe");
    pair.holdings.close();
    pair.changePerson("six", jane, "{\"familyName\":\"Doe\"}");
    pair.holdings.restart();
    awaitName("six", path, "Jane Doe", LATER);
    pair.people.close();
    Expect.status(200, pair.holdings.client("six").merge(path, "{\"x\":1}"));
    pair.people.restart();
    pair.changePerson("six", jane, "{\"familyName\":\"Moe\"}");
    awaitName("six", path, "Jane Moe", LATER);
  }

  @Test
  void logReadAgainFromItsStart_changesNothing() {
    String jane = pair.person("seven", "Jane", "Roe");
    String path = product("seven", jane, "Jane Roe");
    pair.changePerson("seven", jane, "{\"familyName\":\"Doe\"}");
    awaitName("seven", path, "Jane Doe", SOON);
    pair.changePerson("seven", jane, "{\"familyName\":\"Moe\"}");
    awaitName("seven", path, "Jane Moe", SOON);
    long end =
        holdings("SELECT tx::text::bigint FROM cursor_position WHERE name = 'names/customer'");
    holdings(
        "UPDATE cursor_position SET tx = '0', seq = 0 WHERE name = 'names/customer' RETURNING 1");
    Pair.await(
        "the log to be read again",
        LATER,
        () ->
            holdings("SELECT tx::text::bigint FROM cursor_position WHERE name = 'names/customer'")
                >= end);
    Answer product = pair.holdings.client("seven").get(path);
    assertEquals("\"3\"", product.header("ETag"));
    assertEquals("Jane Moe", product.json().at("/relatedParty/0/name").asText());
  }

  @Test
  void thousandsOfReferences_allFollowOnceAlsoWhenItIsEndedHalfWay() {
    String jane = pair.person("eight", "Jane", "Roe");
    load("eight", jane, THOUSANDS);
    pair.changePerson("eight", jane, "{\"familyName\":\"Doe\"}");
    Pair.await("a beginning", LATER, () -> named("eight", "Jane Doe") > 0);
    pair.holdings.restart();
    Pair.await("the end", LATER, () -> named("eight", "Jane Doe") == THOUSANDS);
    assertEquals(0, named("eight", "Jane Roe"));
    assertFalse(
        pair.holdings.client("eight").get(Pair.PRODUCTS + "?limit=1").text().contains("Roe"));
    assertEquals(
        THOUSANDS,
        holdings("SELECT count(*) FROM product WHERE tenant = 'eight' AND version = 2"),
        "each was changed once");
  }

  private static long holdings(String sql) {
    return Pair.number(pair.holdings, sql);
  }

  private static void load(String tenant, String person, int count) {
    for (int from = 0; from < count; from += 1000) {
      var lines = new StringBuilder();
      for (int i = from; i < from + 1000; i++) {
        lines
            .append("{\"key\":\"")
            .append(i)
            .append("\",\"resource\":")
            .append(body(person).replace("\n", ""))
            .append("}\n");
      }
      Expect.status(
          200,
          pair.holdings
              .client(tenant)
              .send(
                  "POST",
                  "/bulk/v1/product",
                  lines.toString(),
                  "Content-Type",
                  "application/x-ndjson"));
    }
  }

  private static long named(String tenant, String name) {
    String query = "?relatedParty.name=" + name.replace(" ", "%20") + "&limit=1";
    Answer list = pair.holdings.client(tenant).get(Pair.PRODUCTS + query, "Prefer", "count=exact");
    return Long.parseLong(list.header("X-Total-Count"));
  }

  private static String product(String tenant, String person, String name) {
    return Pair.PRODUCTS
        + "/"
        + pair.holding(tenant, Pair.PRODUCTS, body(person).replace("Jane Roe", name));
  }

  private static String body(String person) {
    return "{\"relatedParty\":[{\"id\":\"%s\",\"name\":\"Jane Roe\"}]}".formatted(person);
  }

  private static String name(String tenant, String pathWithId) {
    return pair.holding(tenant, pathWithId).at("/relatedParty/0/name").asText();
  }

  private static void awaitName(String tenant, String pathWithId, String name, Duration within) {
    Pair.await(name, within, () -> name(tenant, pathWithId).equals(name));
  }
}
