package trunkline.bridge.reconcile;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts, sums and a fingerprint of some rows. Tallies add up: a run's is the sum of its chunks',
 * and a repair's takes away what the rejection had added.
 */
public record Tally(
    SortedMap<String, Long> counts, SortedMap<String, BigDecimal> sums, long fingerprint) {
  public static final String ROWS = "rows";
  public static final String PARTIAL = "partial";
  public static final String IDS = "ids";
  public static final String BRAKED = "braked";
  public static final String REPAIRED = "repaired";

  /** What can become of a row. Every row has exactly one outcome. */
  public enum Outcome {
    MIGRATED,
    MERGED,
    REJECTED,
    EXCLUDED
  }

  /** Families of counts with a name each. */
  public enum Family {
    EXCLUDED_BY,
    REJECTED_BY,
    EXPLAINED,
    DIFFERS
  }

  public Tally {
    counts = new TreeMap<>(counts);
    sums = new TreeMap<>(sums);
  }

  public static Tally empty() {
    return new Tally(new TreeMap<>(), new TreeMap<>(), 0);
  }

  public Tally plus(Tally other) {
    SortedMap<String, Long> addedCounts = new TreeMap<>(counts);
    other.counts.forEach((key, value) -> addedCounts.merge(key, value, Long::sum));
    SortedMap<String, BigDecimal> addedSums = new TreeMap<>(sums);
    other.sums.forEach((key, value) -> addedSums.merge(key, value, BigDecimal::add));
    return new Tally(addedCounts, addedSums, fingerprint + other.fingerprint);
  }

  public long count(String key) {
    return counts.getOrDefault(key, 0L);
  }

  public long count(Outcome outcome) {
    return count(outcome.name());
  }

  /** All counts of a family that are not zero, by name. */
  public SortedMap<String, Long> family(Family family) {
    String prefix = family.name() + ":";
    return counts.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix) && e.getValue() != 0)
        .collect(
            Collectors.toMap(
                e -> e.getKey().substring(prefix.length()),
                Map.Entry::getValue,
                Long::sum,
                TreeMap::new));
  }

  public BigDecimal sum(String field, String of) {
    return sums.getOrDefault(field + ":" + of, BigDecimal.ZERO);
  }
}
