package trunkline.customer.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;
import trunkline.customer.Refusals;

/** Checks bank accounts. */
public final class Ibans {
  private Ibans() {}

  /** Checks an {@code iban} (ISO 13616) and writes it without blanks, in capitals. */
  public static void complete(JsonNode method, String path) {
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
