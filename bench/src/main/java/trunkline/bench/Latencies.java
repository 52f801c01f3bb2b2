package trunkline.bench;

import java.util.Arrays;

/** How long requests took, in nanoseconds, sorted. */
final class Latencies {
  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  static Latencies of(long[] nanos) {
    long[] copy = nanos.clone();
    Arrays.sort(copy);
    return new Latencies(copy);
  }

  int count() {
    return sorted.length;
  }

  /** In milliseconds; {@code share} from 0 to 1. */
  double percentile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.min(sorted.length - 1, Math.floor(share * sorted.length));
    return sorted[index] / 1e6;
  }
}
