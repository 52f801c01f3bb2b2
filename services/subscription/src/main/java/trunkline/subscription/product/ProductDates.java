package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    checkOrder(product, "orderDate", "startDate");
    checkOrder(product, "startDate", "terminationDate");
    checkOrder(product, "orderDate", "terminationDate");
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

  /** A date without a time is the whole day, so it is compared as a day. */
  private static void checkOrder(ObjectNode product, String earlier, String later) {
    Optional<Instant> first = Periods.instant(product.path(earlier), earlier);
    Optional<Instant> second = Periods.instant(product.path(later), later);
    if (first.isPresent()
        && second.isPresent()
        && comparable(product, first.get(), earlier, later)
            .isAfter(comparable(product, second.get(), earlier, later))) {
      throw Refusals.datesReversed(earlier, later).asException();
    }
  }

  private static Instant comparable(ObjectNode product, Instant at, String earlier, String later) {
    boolean days =
        product.path(earlier).asText().length() == 10
            || product.path(later).asText().length() == 10;
    return days ? at.truncatedTo(ChronoUnit.DAYS) : at;
  }
}
