package trunkline.bridge.merge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds the match keys that occur more than once among millions: 16 bytes a row, and a map only of
 * those that may repeat.
 */
public final class MatchKeyCounts {
  private long[] high = new long[1024];
  private long[] low = new long[1024];
  private int size;

  public void add(UUID key) {
    if (size == high.length) {
      high = Arrays.copyOf(high, size * 2);
      low = Arrays.copyOf(low, size * 2);
    }
    high[size] = key.getMostSignificantBits();
    low[size] = key.getLeastSignificantBits();
    size++;
  }

  /** Every key that was added twice or more, with how often. */
  public Map<UUID, Integer> repeated() {
    Set<Long> candidates = repeatedHalves();
    Map<UUID, Integer> counts = new HashMap<>();
    for (int i = 0; i < size; i++) {
      if (candidates.contains(high[i])) {
        counts.merge(new UUID(high[i], low[i]), 1, Integer::sum);
      }
    }
    counts.values().removeIf(count -> count < 2);
    return counts;
  }

  private Set<Long> repeatedHalves() {
    long[] sorted = Arrays.copyOf(high, size);
    Arrays.sort(sorted);
    Set<Long> repeated = new HashSet<>();
    for (int i = 1; i < size; i++) {
      if (sorted[i] == sorted[i - 1]) {
        repeated.add(sorted[i]);
      }
    }
    return repeated;
  }
}
