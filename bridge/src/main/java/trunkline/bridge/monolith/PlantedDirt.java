package trunkline.bridge.monolith;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the generator has planted: the truth that a reconciliation can be held against.
 *
 * @param rows of each kind, in the whole table
 * @param monthlyFees their sums; of {@link Dirt#WRONG_FEE} nothing
 */
public record PlantedDirt(Map<Dirt, Long> rows, Map<Dirt, BigDecimal> monthlyFees) {
  public PlantedDirt {
    rows = new EnumMap<>(rows);
    monthlyFees = new EnumMap<>(monthlyFees);
  }

  public long count(Dirt... kinds) {
    return Arrays.stream(kinds).mapToLong(kind -> rows.getOrDefault(kind, 0L)).sum();
  }

  public BigDecimal monthlyFees(Dirt... kinds) {
    return Arrays.stream(kinds)
        .map(kind -> monthlyFees.getOrDefault(kind, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Rows of the table. */
  public long total() {
    return count(Dirt.values());
  }

  /** Rows that the demo mapping leaves where they are. */
  public long excluded() {
    return count(Dirt.OTHER_OPERATOR, Dirt.SOFT_DELETED);
  }

  /** Rows that are somebody else's second row. */
  public long merged() {
    return count(Dirt.EXACT_DUPLICATE, Dirt.NEAR_DUPLICATE);
  }

  /** Rows that nobody can take over as they are. */
  public long rejected() {
    return count(Dirt.BLANK_NAME, Dirt.WRONG_DATE, Dirt.WRONG_FEE, Dirt.UNKNOWN_SEGMENT);
  }

  /** Rows that become customers. */
  public long migrated() {
    return total() - excluded() - merged() - rejected();
  }
}
