package trunkline.platform.tmf.query;

import java.util.Optional;

/**
 * The filter operators of TMF630 part 1, 4.4, as a suffix of the name ({@code age.gt=5}) or as a
 * sign ({@code age>5}).
 */
enum Operator {
  EQ("eq", "=="),
  GT("gt", ">"),
  GTE("gte", ">="),
  LT("lt", "<"),
  LTE("lte", "<="),
  REGEX("regex", "*=");

  private final String suffix;
  private final String sign;

  Operator(String suffix, String sign) {
    this.suffix = suffix;
    this.sign = sign;
  }

  /** The comparison as JSON path writes it; {@link #REGEX} has none. */
  String sign() {
    return sign;
  }

  static Optional<Operator> withSuffix(String suffix) {
    for (Operator operator : values()) {
      if (operator.suffix.equals(suffix)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  static Operator withSign(String sign) {
    for (Operator operator : values()) {
      if (operator.sign.equals(sign)) {
        return operator;
      }
    }
    throw new IllegalArgumentException("no operator " + sign);
  }
}
