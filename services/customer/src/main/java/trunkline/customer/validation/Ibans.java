package trunkline.customer.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;
import trunkline.customer.Refusals;

/** Checks money and bank accounts. */
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
      throw Refusals.invalidCurrency(path + ".unit").asException();
    }
  }

  public static void checkNotNegative(JsonNode money, String path) {
    if (money.path("value").isNumber() && money.path("value").decimalValue().signum() < 0) {
      throw Refusals.negativeAmount(path + ".value").asException();
    }
  }

  /** Checks an {@code iban} (ISO 13616) and writes it without blanks, in capitals. */
  public static void completeIban(JsonNode method, String path) {
    if (method instanceof ObjectNode object && object.path("iban").isTextual()) {
      String iban = object.path("iban").asText().replace(" ", "").toUpperCase(Locale.ROOT);
      try {
        IbanUtil.validate(iban);
      } catch (Iban4jException e) {
        throw Refusals.invalidIban(path + ".iban").asException();
      }
      object.put("iban", iban);
    }
  }
}
