package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/** Reads the attributes of a request's body; refuses what is not as it should be, by its path. */
final class Attributes {
  private static final int LONGEST = 1000;

  private Attributes() {}

  /** The text at {@code name}; empty when it is absent or null. */
  static String text(JsonNode body, String name) {
    if (!body.isObject()) {
      throw KernelRefusals.malformedBody("The body must be one JSON object").asException();
    }
    return text(body.path(name), name, LONGEST);
  }

  private static String text(JsonNode value, String path, int longest) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual() || value.asText().length() > longest) {
      throw invalid(path, "must be a text of at most " + longest + " characters");
    }
    return value.asText().strip();
  }

  /** The value, which must say something. */
  static String present(String path, String value) {
    if (value.isEmpty()) {
      throw KernelRefusals.missingAttribute(path).asException();
    }
    return value;
  }

  static LocalDate date(JsonNode value, String path) {
    String text = present(path, text(value, path, 10));
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw invalid(path, "must be a date such as 2030-01-31");
    }
  }

  static String presentText(JsonNode value, String path, int longest) {
    return present(path, text(value, path, longest));
  }

  static Refused invalid(String path, String detail) {
    return KernelRefusals.invalidAttribute(path, detail).asException();
  }
}
