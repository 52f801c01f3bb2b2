package trunkline.scenarios.marts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers counted up by what they are of, and as texts that a mart's rows are compared with. */
final class Rows {
  private final Map<List<String>, BigDecimal[]> sums = new TreeMap<>(Rows::compare);
  private final int numbers;

  Rows(int numbers) {
    this.numbers = numbers;
  }

  private static int compare(List<String> left, List<String> right) {
    return left.toString().compareTo(right.toString());
  }

  /** Adds to the numbers of a row, which begins with nothing. */
  void add(List<String> key, Object... more) {
    BigDecimal[] sum = sums.computeIfAbsent(key, k -> nothing());
    for (int i = 0; i < numbers; i++) {
      sum[i] = sum[i].add(new BigDecimal(more[i].toString()));
    }
  }

  private BigDecimal[] nothing() {
    return Stream.generate(() -> BigDecimal.ZERO).limit(numbers).toArray(BigDecimal[]::new);
  }

  /** Key and numbers of every row, in the order of their texts. */
  List<String> texts() {
    return sums.entrySet().stream()
        .map(row -> text(row.getKey(), row.getValue()))
        .sorted()
        .toList();
  }

  private static String text(List<String> key, BigDecimal[] numbers) {
    return Stream.concat(key.stream(), Stream.of(numbers).map(Rows::text))
        .collect(Collectors.joining(" | "));
  }

  /** A value as both sides write it. */
  static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.setScale(2, RoundingMode.UNNECESSARY).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
