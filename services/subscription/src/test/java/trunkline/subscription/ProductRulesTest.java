package trunkline.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.testing.Expect;

/** The life of one product: what is filled in, what is refused, what is final. */
class ProductRulesTest {
  private final Products products = new Products("rules");

  @Test
  void becomesActive_hasBegunNow() {
    JsonNode active = products.read(products.active("{}"));
    assertNow(active.path("startDate"));
    assertFalse(active.has("terminationDate"));
  }

  @Test
  void becomesActiveWithAStart_keepsIt() {
    String id = products.create("{\"status\":\"active\",\"startDate\":\"2026-01-06\"}");
    assertEquals("2026-01-06", products.read(id).path("startDate").asText());
  }

  @Test
  void terminated_endedNowAndIsFinal() {
    String id = products.active("{}");
    JsonNode ended = products.become("terminated", id);
    assertNow(ended.path("terminationDate"));
    for (String change :
        new String[] {
          "{\"name\":\"other\"}",
          "{\"terminationDate\":null}",
          "{\"extension\":1}",
          "{\"place\":[]}"
        }) {
      Expect.refusal(409, "productEnded", products.patch(id, change));
    }
    Expect.status(200, products.patch(id, "{\"note\":[{\"text\":\"moved abroad\"}]}"));
    assertEquals("moved abroad", products.read(id).at("/note/0/text").asText());
  }

  @Test
  void withdrawnTermination_losesItsDate() {
    String id = products.active("{}");
    String planned = "{\"status\":\"pendingTerminate\",\"terminationDate\":\"2099-12-31\"}";
    Expect.status(200, products.patch(id, planned));
    Expect.refusal(422, "terminationDateOfLiving", products.patch(id, "{\"status\":\"active\"}"));
    Expect.refusal(422, "notYet", products.patch(id, "{\"status\":\"terminated\"}"));
    Expect.status(200, products.patch(id, "{\"status\":\"active\",\"terminationDate\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"orderDate\":\"2026-03-01T10:00:00Z\",\"startDate\":\"2026-03-01T09:59:59Z\"}",
        "{\"startDate\":\"2026-03-02\",\"status\":\"terminated\",\"terminationDate\":\"2026-03-01\"}",
        "{\"orderDate\":\"2026-03-02\",\"status\":\"terminated\",\"terminationDate\":\"2026-03-01\"}"
      })
  void datesInTheWrongOrder_areRefused(String dates) {
    Expect.refusal(422, "datesReversed", products.post(dates));
  }

  @Test
  void dateWithoutTime_isTheWholeDay() {
    products.create("{\"orderDate\":\"2026-03-01T10:00:00Z\",\"startDate\":\"2026-03-01\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"startDate", "orderDate", "terminationDate"})
  void dayThatDoesNotExist_isRefused(String date) {
    Expect.refusal(
        400,
        "invalidAttribute",
        products.post("{\"status\":\"terminated\",\"" + date + "\":\"2026-02-30\"}"));
  }

  @Test
  void activeSinceTomorrow_isRefused() {
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
    String attributes = "\"startDate\":\"" + tomorrow + "\"}";
    Expect.refusal(422, "notYet", products.post("{\"status\":\"active\"," + attributes));
    products.create("{\"status\":\"pendingActive\"," + attributes);
  }

  @Test
  void termOfNothingOrBackwards_isRefused() {
    Expect.refusal(
        422,
        "termWithoutDuration",
        products.post("{\"productTerm\":[{\"duration\":{\"amount\":0,\"units\":\"month\"}}]}"));
    Expect.refusal(
        422,
        "periodReversed",
        products.post(
            "{\"productTerm\":[{\"validFor\":{\"startDateTime\":\"2026-02-01\",\"endDateTime\":\"2026-01-01\"}}]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relatedParty\":[{\"id\":\" \"}]", "billingAccount\":{\"id\":null}"})
  void referenceWithoutId_isRefused(String attribute) {
    Expect.refusal(400, "missingAttribute", products.post("{\"" + attribute + "}"));
  }

  @Test
  void onlyWhatHasNotBegunOrHasEnded_canBeDeleted() {
    String id = products.create("{\"status\":\"pendingActive\"}");
    for (String status : new String[] {"active", "suspended", "pendingTerminate"}) {
      Expect.refusal(409, "productLives", products.delete(id));
      products.become(status, id);
    }
    Expect.refusal(409, "productLives", products.delete(id));
    products.become("terminated", id);
    Expect.status(204, products.delete(id));
    for (String status : new String[] {"created", "cancelled", "aborted"}) {
      String other = products.create("{\"status\":\"" + status + "\"}");
      Expect.status(204, products.delete(other));
    }
  }

  private static void assertNow(JsonNode time) {
    Instant at = Instant.parse(time.asText());
    assertTrue(Duration.between(at, Instant.now()).abs().toSeconds() < 60, time.asText());
  }
}
