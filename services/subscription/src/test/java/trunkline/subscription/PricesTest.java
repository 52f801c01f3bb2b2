package trunkline.subscription;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** What a product may cost, and what it may be like. */
class PricesTest {
  private final Products products = new Products("prices");

  private Answer priced(String price) {
    return products.post(
        "{\"productPrice\":[{\"priceType\":\"oneTime\",\"price\":" + price + "}]}");
  }

  private static String eur(String value) {
    return "{\"unit\":\"EUR\",\"value\":" + value + "}";
  }

  @ParameterizedTest
  @CsvSource({"19,33.61,40.00", "19,33.613,40", "0,5,5", "7.7,100,107.70", "100,1,2", "19,0,0"})
  void amountsThatAgree_areKept(String rate, String net, String gross) {
    String price =
        "{\"taxRate\":%s,\"dutyFreeAmount\":%s,\"taxIncludedAmount\":%s}"
            .formatted(rate, eur(net), eur(gross));
    Expect.status(201, priced(price));
  }

  @ParameterizedTest
  @CsvSource({"19,33.61,40.02", "19,33.61,33.61", "0,5,5.02", "19,40,33.61"})
  void amountsThatDisagree_areRefused(String rate, String net, String gross) {
    String price =
        "{\"taxRate\":%s,\"dutyFreeAmount\":%s,\"taxIncludedAmount\":%s}"
            .formatted(rate, eur(net), eur(gross));
    Expect.refusal(422, "amountsDisagree", priced(price));
  }

  @Test
  void twoCurrenciesInOnePrice_areRefused() {
    String price =
        "{\"dutyFreeAmount\":%s,\"taxIncludedAmount\":{\"unit\":\"USD\",\"value\":9}}"
            .formatted(eur("5"));
    Expect.refusal(422, "amountsDisagree", priced(price));
  }

  @Test
  void currencyWithoutCoins_agreesToTheUnit() {
    Expect.status(
        201,
        priced(
            """
            {"taxRate":10,"dutyFreeAmount":{"unit":"JPY","value":1005},"taxIncludedAmount":{"unit":"JPY","value":1106}}
            """));
  }

  @Test
  void amountThatIsNone_isRefusedByName() {
    Answer negative = priced("{\"dutyFreeAmount\":" + eur("-0.01") + "}");
    Expect.refusal(422, "negativeAmount", negative);
    assertTrue(negative.text().contains("productPrice.0.price.dutyFreeAmount"), negative.text());
    Expect.refusal(
        400, "invalidCurrency", priced("{\"dutyFreeAmount\":{\"unit\":\"EURO\",\"value\":1}}"));
    Expect.refusal(400, "missingAttribute", priced("{}"));
    Expect.refusal(400, "missingAttribute", priced("{\"dutyFreeAmount\":{\"unit\":\"EUR\"}}"));
    Expect.refusal(400, "missingAttribute", priced("{\"dutyFreeAmount\":{\"value\":1}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "100.1"})
  void taxRateThatIsNoPercentage_isRefused(String rate) {
    Expect.refusal(
        400,
        "invalidAttribute",
        priced("{\"taxRate\":" + rate + ",\"dutyFreeAmount\":" + eur("1") + "}"));
  }

  @Test
  void recurringPriceWithoutPeriod_isRefused() {
    String entry = "{\"priceType\":\"recurring\",\"price\":{\"dutyFreeAmount\":" + eur("1") + "}}";
    Expect.refusal(400, "missingAttribute", products.post("{\"productPrice\":[" + entry + "]}"));
  }

  @Test
  void alteration_mayBeNegativeOrAPercentage() {
    Expect.status(201, altered("{\"dutyFreeAmount\":" + eur("-3") + "}"));
    Expect.status(201, altered("{\"percentage\":-50}"));
    Expect.refusal(400, "invalidAttribute", altered("{\"percentage\":-101}"));
    Expect.refusal(400, "missingAttribute", altered("{}"));
    Expect.refusal(
        400, "invalidCurrency", altered("{\"dutyFreeAmount\":{\"unit\":\"XXQ\",\"value\":1}}"));
  }

  private Answer altered(String price) {
    return products.post(
        """
        {"productPrice":[{"priceType":"oneTime","price":{"dutyFreeAmount":%s},
          "productPriceAlteration":[{"priceType":"discount","price":%s}]}]}
        """
            .formatted(eur("10"), price));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string|\"x\"|5",
        "number|1.5|\"1.5\"",
        "integer|3|3.5",
        "boolean|true|\"true\"",
        "date|\"2026-02-28\"|\"2026-02-28T10:00:00Z\"",
        "dateTime|\"2026-02-28T10:00:00Z\"|5",
        "quantity|{\"amount\":10,\"units\":\"GB\"}|{\"amount\":-1,\"units\":\"GB\"}",
        "quantity|{\"amount\":0,\"units\":\"GB\"}|{\"amount\":10}",
        "timePeriod|{\"startDateTime\":\"2026-01-01\"}|{}",
        "array|[1]|{}",
        "object|{\"a\":1}|[]"
      })
  void characteristic_hasTheTypeThatItSays(String type, String right, String wrong) {
    Expect.status(201, characterised(typed(type, right)));
    Expect.refusal(422, "valueOfAnotherType", characterised(typed(type, wrong)));
  }

  @Test
  void characteristic_isNamedOnce() {
    Expect.refusal(
        422,
        "characteristicTwice",
        characterised("{\"name\":\"c\",\"value\":1},{\"name\":\"c\",\"value\":2}"));
    Expect.refusal(400, "missingAttribute", characterised("{\"name\":\" \",\"value\":1}"));
    Expect.status(
        201, characterised("{\"name\":\"c\",\"valueType\":\"Colour\",\"value\":\"red\"}"));
  }

  private static String typed(String type, String value) {
    return "{\"name\":\"c\",\"valueType\":\"%s\",\"value\":%s}".formatted(type, value);
  }

  private Answer characterised(String characteristics) {
    return products.post("{\"productCharacteristic\":[" + characteristics + "]}");
  }
}
