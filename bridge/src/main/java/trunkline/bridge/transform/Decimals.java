package trunkline.bridge.transform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text to an exact decimal. Nothing is rounded: a value with more digits than declared is refused.
 *
 * @param precision most digits in all
 * @param scale digits after the decimal sign; the result always has exactly these
 * @param mark which sign separates the fraction
 */
public record Decimals(int precision, int scale, Mark mark) implements Step {
  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

  /** The sign before the fraction. {@code EITHER} takes both, and then no thousands sign at all. */
  public enum Mark {
    POINT("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?", ",", '.'),
    COMMA("[+-]?\\d{1,3}(\\.\\d{3})+(,\\d+)?", ".", ','),
    EITHER("(?!)", "", ',');

    private final Pattern grouped;
    private final String group;
    private final char decimal;

    Mark(String grouped, String group, char decimal) {
      this.grouped = Pattern.compile(grouped);
      this.group = group;
      this.decimal = decimal;
    }

    private String plain(String text) {
      String ungrouped = grouped.matcher(text).matches() ? text.replace(group, "") : text;
      if (this == COMMA && ungrouped.indexOf('.') >= 0) {
        return "";
      }
      return ungrouped.replace(decimal, '.');
    }
  }

  public Decimals {
    if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
      throw new IllegalArgumentException("a decimal has 1 to 38 digits, the scale among them");
    }
  }

  @Override
  public Cell apply(Object value, Row row) {
    String text = Texts.trim(value.toString());
    Optional<BigDecimal> parsed = parse(text);
    if (parsed.isEmpty()) {
      return new Cell.Refused("is not a decimal number", "write it as digits, such as 29.85");
    }
    BigDecimal plain = parsed.get().stripTrailingZeros();
    if (plain.scale() > scale) {
      return new Cell.Refused(
          "has more than " + scale + " digits after the decimal sign",
          "decide how to round it in the source, or declare a larger scale");
    }
    BigDecimal exact = parsed.get().setScale(scale, RoundingMode.UNNECESSARY);
    return exact.precision() > precision
        ? new Cell.Refused("has more than " + precision + " digits", "check the amount")
        : Cell.of(exact);
  }

  private Optional<BigDecimal> parse(String text) {
    String plain = mark.plain(text);
    return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
  }
}
