package trunkline.platform.tmf.query;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import trunkline.platform.json.Json;

/**
 * One comparison: an attribute, an operator, a value as it was written. Compiles itself to a JSON
 * path predicate.
 */
record Term(AttributePath path, Operator operator, String value) {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,60})(\\.[0-9]{1,60})?");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[ +-]\\d{2}(:?\\d{2})?)?)?");

  /** Equality can use the inverted index; every other operator must look at the documents. */
  boolean isIndexable() {
    return operator == Operator.EQ;
  }

  /** As it would stand in a query string, the value left out when it must not be seen. */
  String text(boolean hidden) {
    return path.text()
        + "."
        + operator.name().toLowerCase(Locale.ROOT)
        + "="
        + (hidden ? ListQuery.HIDDEN : URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  /** A predicate over {@code @}, true when any element at the path compares as asked. */
  String predicate() {
    String at = path.jsonPath("@");
    if (operator == Operator.REGEX) {
      return at + " like_regex " + Json.write(value);
    }
    var alternatives = new ArrayList<String>();
    for (String literal : literals()) {
      alternatives.add(at + " " + operator.sign() + " " + literal);
    }
    if (operator != Operator.EQ && isDate()) {
      // element by element: one that is no date must not hide the others
      return "exists("
          + at
          + " ? (@.datetime() "
          + operator.sign()
          + " "
          + Json.write(normalizedDate())
          + ".datetime()))";
    }
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : "(" + String.join(" || ", alternatives) + ")";
  }

  /**
   * What the text can mean as JSON: {@code 5} is a number and a string, {@code true} a boolean and
   * a string.
   */
  private List<String> literals() {
    var literals = new ArrayList<String>();
    literals.add(Json.write(value));
    if (NUMBER.matcher(value).matches()) {
      literals.add(new BigDecimal(value).toPlainString());
    } else if (operator == Operator.EQ && (value.equals("true") || value.equals("false"))) {
      literals.add(value);
    }
    return operator == Operator.EQ || literals.size() == 1 ? literals : literals.subList(1, 2);
  }

  private boolean isDate() {
    return DATE.matcher(value).matches();
  }

  /**
   * JSON path wants seconds. A plus sign that wasn't percent-encoded arrived as a blank; before a
   * zone nothing else can be meant.
   */
  private String normalizedDate() {
    return value
        .replaceFirst(" (\\d{2}(:?\\d{2})?)$", "+$1")
        .replaceFirst("^(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2})(?!:)", "$1T$2:00");
  }
}
