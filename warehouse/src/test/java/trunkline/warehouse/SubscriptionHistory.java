package trunkline.warehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import trunkline.platform.json.Json;

/**
 * Random lives of a few subscriptions, more disorderly than the service allows: any status after
 * any, clocks that run back, prices in two currencies and for all periods, deleted and made again.
 */
final class SubscriptionHistory {
  private static final List<String> STATUSES =
      List.of(
          "created", "pendingActive", "active", "active", "suspended", "terminated", "cancelled");
  private static final List<String> PERIODS =
      List.of("month", "month", "year", "quarter", "week", "moon");

  private final Random random;
  private final Set<String> alive = new HashSet<>();
  private Instant now = Instant.parse("2025-03-15T08:00:00Z");

  SubscriptionHistory(long seed) {
    this.random = new Random(seed);
  }

  ServiceLog log(int events) {
    var log = new ServiceLog("subscription", "product");
    for (int i = 0; i < events; i++) {
      now = now.plus(Duration.ofHours(random.nextInt(-20, 500)));
      String id = "p" + random.nextInt(6);
      String kind = "Create";
      if (!alive.add(id)) {
        kind = random.nextInt(6) == 0 ? "Delete" : "AttributeValueChange";
      }
      if (kind.equals("Delete")) {
        alive.remove(id);
      }
      log.add(kind, id, now, product());
    }
    return log;
  }

  private ObjectNode product() {
    ObjectNode product = Json.mapper().createObjectNode();
    product.put("status", one(STATUSES)).put("isBundle", random.nextInt(6) == 0);
    if (random.nextInt(3) > 0) {
      product.put("startDate", moment());
    }
    if (random.nextInt(4) == 0) {
      product.put("terminationDate", moment());
    }
    ArrayNode parties = product.putArray("relatedParty");
    parties.addObject().put("id", "someone else").put("role", "dealer");
    parties.addObject().put("id", one(List.of("jane", "john"))).put("role", "owner");
    ArrayNode prices = product.putArray("productPrice");
    for (int i = random.nextInt(4); i > 0; i--) {
      price(prices.addObject());
    }
    return product;
  }

  private void price(ObjectNode price) {
    price.put("priceType", one(List.of("recurring", "recurring", "oneTime")));
    price.put("recurringChargePeriod", one(PERIODS));
    String amount = one(List.of("dutyFreeAmount", "taxIncludedAmount"));
    price
        .putObject("price")
        .putObject(amount)
        .put("unit", one(List.of("EUR", "CHF")))
        .put("value", BigDecimal.valueOf(random.nextInt(20_000), 2));
  }

  private String moment() {
    Instant from = Instant.parse("2024-12-01T00:00:00Z");
    return from.plus(Duration.ofHours(random.nextInt(24 * 500))).toString();
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
