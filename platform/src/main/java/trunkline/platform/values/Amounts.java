package trunkline.platform.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.platform.refusal.KernelRefusals;

/** Checks money as TMF writes it: {@code {"unit":"EUR","value":9.90}}. */
public final class Amounts {
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private Amounts() {}

  /** Refuses a currency that ISO 4217 doesn't know. */
  public static void checkCurrency(JsonNode money, String path) {
    JsonNode unit = money.path("unit");
    if (unit.isTextual() && !CURRENCIES.contains(unit.asText())) {
      throw KernelRefusals.invalidCurrency(path + ".unit").asException();
    }
  }

  /** Refuses less than nothing. */
  public static void checkNotNegative(JsonNode money, String path) {
    if (money.path("value").isNumber() && money.path("value").decimalValue().signum() < 0) {
      throw KernelRefusals.negativeAmount(path + ".value").asException();
    }
  }
}
