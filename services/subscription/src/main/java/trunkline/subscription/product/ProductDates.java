package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import trunkline.platform.values.Periods;
import trunkline.subscription.Refusals;

/** When a product was ordered, began and ended. */
final class ProductDates {
  private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);

  private ProductDates() {}

  /**
   * What is active has begun, what is terminated has ended: now, unless the caller knows better.
   */
  static void complete(ObjectNode product, Instant now) {
    switch (ProductStatus.of(product)) {
      case "active" -> happened(product, "startDate", now);
      case "terminated" -> happened(product, "terminationDate", now);
      default -> {}
    }
  }

  private static void happened(ObjectNode product, String date, Instant now) {
    Optional<Instant> given = Periods.instant(product.path(date), date);
    if (given.isEmpty()) {
      product.put(date, now.toString());
    } else if (given.get().isAfter(now.plus(CLOCKS_DIFFER_BY))) {
      throw Refusals.notYet(date, ProductStatus.of(product)).asException();
    }
  }

  /** Refuses dates that no product can have. */
  static void check(ObjectNode product) {
    Periods.checkOrder(product, "orderDate", "startDate");
    Periods.checkOrder(product, "startDate", "terminationDate");
    Periods.checkOrder(product, "orderDate", "terminationDate");
    String status = ProductStatus.of(product);
    if (product.hasNonNull("terminationDate")
        && !status.equals("pendingTerminate")
        && !ProductStatus.hasEnded(product)) {
      throw Refusals.terminationDateOfLiving().asException();
    }
    JsonNode terms = product.path("productTerm");
    for (int i = 0; i < terms.size(); i++) {
      Periods.check(terms.get(i).path("validFor"), "productTerm." + i + ".validFor");
      JsonNode amount = terms.get(i).at("/duration/amount");
      if (amount.isNumber() && amount.decimalValue().signum() <= 0) {
        throw Refusals.termWithoutDuration("productTerm." + i + ".duration.amount").asException();
      }
    }
  }
}
