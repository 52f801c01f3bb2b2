package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Currency;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.values.Amounts;
import trunkline.subscription.Refusals;

/**
 * What a product costs (TMF637, ProductPrice). An amount without tax, one with tax, or both, which
 * then agree; an alteration is an amount, which may be negative, or a percentage.
 */
final class Prices {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Prices() {}

  /** Checks a product's {@code productPrice}. */
  static void check(JsonNode prices) {
    for (int i = 0; i < prices.size(); i++) {
      JsonNode entry = prices.get(i);
      String path = "productPrice." + i;
      checkPrice(entry.path("price"), path + ".price");
      if (entry.path("priceType").asText().equalsIgnoreCase("recurring")
          && entry.path("recurringChargePeriod").asText("").isBlank()) {
        throw KernelRefusals.missingAttribute(path + ".recurringChargePeriod").asException();
      }
      JsonNode alterations = entry.path("productPriceAlteration");
      for (int j = 0; j < alterations.size(); j++) {
        String altered = path + ".productPriceAlteration." + j + ".price";
        checkAlteration(alterations.get(j).path("price"), altered);
      }
    }
  }

  private static void checkPrice(JsonNode price, String path) {
    JsonNode without = price.path("dutyFreeAmount");
    JsonNode with = price.path("taxIncludedAmount");
    if (isAbsent(without) && isAbsent(with)) {
      throw KernelRefusals.missingAttribute(path + ".dutyFreeAmount").asException();
    }
    checkMoney(without, path + ".dutyFreeAmount");
    checkMoney(with, path + ".taxIncludedAmount");
    Amounts.checkNotNegative(without, path + ".dutyFreeAmount");
    Amounts.checkNotNegative(with, path + ".taxIncludedAmount");
    checkBetween(price.path("taxRate"), BigDecimal.ZERO, path + ".taxRate");
    if (!isAbsent(without) && !isAbsent(with) && !agree(without, with, price.path("taxRate"))) {
      throw Refusals.amountsDisagree(path).asException();
    }
  }

  private static void checkAlteration(JsonNode price, String path) {
    JsonNode without = price.path("dutyFreeAmount");
    JsonNode with = price.path("taxIncludedAmount");
    if (isAbsent(without) && isAbsent(with) && !price.path("percentage").isNumber()) {
      throw KernelRefusals.missingAttribute(path + ".percentage").asException();
    }
    checkMoney(without, path + ".dutyFreeAmount");
    checkMoney(with, path + ".taxIncludedAmount");
    checkBetween(price.path("percentage"), HUNDRED.negate(), path + ".percentage");
  }

  private static boolean isAbsent(JsonNode amount) {
    return amount.isMissingNode() || amount.isNull();
  }

  private static void checkMoney(JsonNode money, String path) {
    if (isAbsent(money)) {
      return;
    }
    if (!money.path("value").isNumber()) {
      throw KernelRefusals.missingAttribute(path + ".value").asException();
    }
    if (money.path("unit").asText("").isBlank()) {
      throw KernelRefusals.missingAttribute(path + ".unit").asException();
    }
    Amounts.checkCurrency(money, path);
  }

  private static void checkBetween(JsonNode percent, BigDecimal least, String path) {
    if (percent.isNumber()
        && (percent.decimalValue().compareTo(least) < 0
            || percent.decimalValue().compareTo(HUNDRED) > 0)) {
      throw KernelRefusals.invalidAttribute(path, "must be from " + least + " to 100")
          .asException();
    }
  }

  /** To the smallest coin: whoever computed the amounts has rounded. */
  private static boolean agree(JsonNode without, JsonNode with, JsonNode taxRate) {
    String currency = without.path("unit").asText();
    if (!currency.equals(with.path("unit").asText())) {
      return false;
    }
    BigDecimal net = without.path("value").decimalValue();
    BigDecimal gross = with.path("value").decimalValue();
    if (!taxRate.isNumber()) {
      return gross.compareTo(net) >= 0;
    }
    BigDecimal tax = net.multiply(taxRate.decimalValue()).divide(HUNDRED);
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    BigDecimal coin = BigDecimal.ONE.movePointLeft(digits);
    return gross.subtract(net).subtract(tax).abs().compareTo(coin) <= 0;
  }
}
