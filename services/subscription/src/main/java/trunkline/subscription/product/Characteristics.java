package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.values.Periods;
import trunkline.subscription.Refusals;

/**
 * A product's characteristics: each name once, each value of the type that it says it has. Types
 * that are unknown here are the caller's own, and their values are kept as they are.
 */
final class Characteristics {
  private Characteristics() {}

  /** Checks a product's {@code productCharacteristic}. */
  static void check(JsonNode characteristics) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < characteristics.size(); i++) {
      JsonNode characteristic = characteristics.get(i);
      String path = "productCharacteristic." + i;
      if (characteristic.isNull() || characteristic.path("name").asText().isBlank()) {
        throw KernelRefusals.missingAttribute(path + ".name").asException();
      }
      if (!names.add(characteristic.path("name").asText())) {
        throw Refusals.characteristicTwice(path + ".name").asException();
      }
      JsonNode value = characteristic.path("value");
      String type = characteristic.path("valueType").asText("");
      if (!type.isBlank() && !fits(value, type, path + ".value")) {
        throw Refusals.valueOfAnotherType(path, type).asException();
      }
    }
  }

  private static boolean fits(JsonNode value, String type, String path) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "string", "text" -> value.isTextual();
      case "number", "decimal", "float" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "date" -> value.asText().length() == 10 && Periods.instant(value, path).isPresent();
      case "datetime", "date-time" -> Periods.instant(value, path).isPresent();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "quantity" -> isQuantity(value);
      case "timeperiod" -> isPeriod(value, path);
      default -> true;
    };
  }

  /** So much of something: 10 GB, 2 lines; never less than nothing. */
  private static boolean isQuantity(JsonNode value) {
    return value.path("amount").isNumber()
        && value.path("amount").decimalValue().signum() >= 0
        && !value.path("units").asText("").isBlank();
  }

  private static boolean isPeriod(JsonNode value, String path) {
    Periods.check(value, path);
    return value.hasNonNull("startDateTime") || value.hasNonNull("endDateTime");
  }
}
