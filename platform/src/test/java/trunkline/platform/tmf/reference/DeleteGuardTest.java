package trunkline.platform.tmf.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Who is in use in another service is not deleted; who is deleted is marked there. */
class DeleteGuardTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(60);

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
  void personWithAnActiveProduct_isDeletedOnlyWhenItHasEnded() {
    String jane = pair.person("one", "Jane", "Roe");
    String product = product("one", jane);
    awaitGuard(jane);
    Answer refused = pair.people.client("one").delete(Pair.PEOPLE + "/" + jane);
    Expect.refusal(409, "stillReferred", refused);
    assertTrue(refused.text().contains("product of subscription"), refused.text());
    Expect.status(200, pair.holdings.client("one").merge(product, "{\"status\":\"terminated\"}"));
    awaitDeleted("one", jane, SOON);
    Pair.await("the mark", SOON, () -> reference("one", product).path("deleted").asBoolean());
    assertEquals("Jane Roe", reference("one", product).path("name").asText());
    assertEquals("\"3\"", pair.holdings.client("one").get(product).header("ETag"));
  }

  @Test
  void productThatIsGoneOrAnothers_guardsNoMore() {
    String jane = pair.person("two", "Jane", "Roe");
    String john = pair.person("two", "John", "Roe");
    String first = product("two", jane);
    String second = product("two", john);
    awaitGuard(jane);
    awaitGuard(john);
    Client holdings = pair.holdings.client("two");
    Expect.status(204, holdings.delete(first));
    Expect.status(200, holdings.merge(second, "{\"relatedParty\":[{\"id\":\"elsewhere\"}]}"));
    awaitDeleted("two", jane, SOON);
    awaitDeleted("two", john, SOON);
  }

  @Test
  void otherServiceAway_isGuardedAsBefore() {
    String jane = pair.person("three", "Jane", "Roe");
    String john = pair.person("three", "John", "Roe");
    String product = product("three", jane);
    awaitGuard(jane);
    pair.holdings.close();
    Client people = pair.people.client("three");
    Expect.refusal(409, "stillReferred", people.delete(Pair.PEOPLE + "/" + jane));
    Expect.status(204, people.delete(Pair.PEOPLE + "/" + john));
    pair.people.restart();
    Expect.refusal(
        409, "stillReferred", pair.people.client("three").delete(Pair.PEOPLE + "/" + jane));
    pair.holdings.restart();
    Expect.status(200, pair.holdings.client("three").merge(product, "{\"status\":\"terminated\"}"));
    awaitDeleted("three", jane, LATER);
  }

  @Test
  void interaction_guardsNothing() {
    String jane = pair.person("four", "Jane", "Roe");
    pair.holding("four", Pair.INTERACTIONS, body(jane));
    String other = pair.person("four", "John", "Roe");
    product("four", other);
    awaitGuard(other); // the log has come past the interaction
    Expect.status(204, pair.people.client("four").delete(Pair.PEOPLE + "/" + jane));
  }

  @Test
  void guardOfOneTenant_isNoneOfAnother() {
    String jane = pair.person("five", "Jane", "Roe");
    product("six", jane);
    String marker = pair.person("six", "John", "Roe");
    product("six", marker);
    awaitGuard(marker);
    Expect.status(204, pair.people.client("five").delete(Pair.PEOPLE + "/" + jane));
  }

  private static String product(String tenant, String person) {
    return Pair.PRODUCTS + "/" + pair.holding(tenant, Pair.PRODUCTS, body(person));
  }

  private static String body(String person) {
    return "{\"status\":\"active\",\"relatedParty\":[{\"id\":\"%s\",\"name\":\"Jane Roe\"}]}"
        .formatted(person);
  }

  private static JsonNode reference(String tenant, String product) {
    return pair.holding(tenant, product).at("/relatedParty/0");
  }

  /** Until the other service's log has come here; to ask by deleting could delete. */
  private static void awaitGuard(String person) {
    String sql = "SELECT count(*) FROM foreign_reference WHERE target_id = '" + person + "'";
    Pair.await("the guard", SOON, () -> Pair.number(pair.people, sql) == 1);
  }

  private static void awaitDeleted(String tenant, String person, Duration within) {
    Client client = pair.people.client(tenant);
    Pair.await(
        "the guard to end",
        within,
        () -> client.delete(Pair.PEOPLE + "/" + person).status() == 204);
  }
}
