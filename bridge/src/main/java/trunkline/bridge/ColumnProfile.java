package trunkline.bridge;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one column.
 *
 * @param blank rows with nothing or only spaces
 * @param distinct different values, counted up to {@link #MOST_DISTINCT}
 * @param codes the values themselves where they are so few that they can only be codes
 */
public record ColumnProfile(
    long rows, long blank, int distinct, int shortest, int longest, Set<String> codes) {
  public static final int MOST_DISTINCT = 1_000;

  private static final int MOST_CODES = 12;
  private static final int LONGEST_CODE = 40;

  /** So many rows for each value: below that a short list could be people's names. */
  private static final int ROWS_FOR_A_CODE = 20;

  public ColumnProfile {
    codes = Set.copyOf(codes);
  }

  static final class Counting {
    private final Set<String> values = new TreeSet<>();
    private long rows;
    private long blank;
    private int shortest = Integer.MAX_VALUE;
    private int longest;

    void take(@Nullable String value) {
      rows++;
      if (value == null || value.isBlank()) {
        blank++;
        return;
      }
      shortest = Math.min(shortest, value.length());
      longest = Math.max(longest, value.length());
      if (values.size() < MOST_DISTINCT) {
        values.add(value);
      }
    }

    ColumnProfile end() {
      boolean codes =
          values.size() <= MOST_CODES
              && longest <= LONGEST_CODE
              && rows >= (long) ROWS_FOR_A_CODE * values.size();
      return new ColumnProfile(
          rows,
          blank,
          values.size(),
          longest == 0 ? 0 : shortest,
          longest,
          codes ? values : Set.of());
    }
  }
}
