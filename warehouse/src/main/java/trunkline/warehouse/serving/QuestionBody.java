package trunkline.warehouse.serving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.http.Call;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/** The JSON that a question comes in: {@code sql}, and what else the path knows. */
record QuestionBody(JsonNode node) {
  /** Longer than anything a person writes, and still judged in a moment. */
  private static final int LONGEST_SQL = 100_000;

  static QuestionBody read(Call call, Set<String> known) {
    call.requireJson();
    JsonNode node = call.json();
    if (!node.isObject()) {
      throw KernelRefusals.malformedBody("The body is no JSON object").asException();
    }
    node.properties()
        .forEach(
            property -> {
              if (!known.contains(property.getKey())) {
                throw invalid(property.getKey(), "is not known here; leave it out");
              }
            });
    return new QuestionBody(node);
  }

  String sql() {
    JsonNode sql = node.path("sql");
    if (sql.isMissingNode() || sql.isNull() || sql.asText().isBlank()) {
      throw KernelRefusals.missingAttribute("sql").asException();
    }
    if (!sql.isTextual() || sql.asText().length() > LONGEST_SQL) {
      throw invalid("sql", "is a text of at most " + LONGEST_SQL + " characters");
    }
    return sql.asText();
  }

  Optional<String> format() {
    JsonNode format = node.path("format");
    if (format.isMissingNode()) {
      return Optional.empty();
    }
    if (!format.isTextual()) {
      throw invalid("format", "is a text");
    }
    return Optional.of(format.asText());
  }

  int maxRows(int usual, int most) {
    JsonNode given = node.path("maxRows");
    if (given.isMissingNode()) {
      return Math.min(usual, most);
    }
    if (!given.isInt() || given.asInt() < 1 || given.asInt() > most) {
      throw invalid("maxRows", "is a whole number from 1 to " + most);
    }
    return given.asInt();
  }

  private static Refused invalid(String attribute, String detail) {
    return KernelRefusals.invalidAttribute(attribute, detail).asException();
  }
}
