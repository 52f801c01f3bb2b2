package trunkline.warehouse.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How old the newest row of a table may become before somebody is told.
 *
 * @param column the time by which a row is new
 * @param warn from this age on it is told; null for never
 * @param error from this age on the refresh fails, though its tables are published; null for never
 */
record Freshness(String column, @Nullable Duration warn, @Nullable Duration error) {
  /** As a header writes it, with ages as ISO 8601 has them: {@code PT1H}. */
  @JsonCreator
  static Freshness of(
      @JsonProperty("column") @Nullable String column,
      @JsonProperty("warn") @Nullable String warn,
      @JsonProperty("error") @Nullable String error) {
    if (column == null || (warn == null && error == null)) {
      throw new IllegalArgumentException(
          "freshness names its column and an age to warn from, to fail from, or both");
    }
    return new Freshness(column, age(warn), age(error));
  }

  private static @Nullable Duration age(@Nullable String text) {
    return text == null ? null : Duration.parse(text);
  }

  /** As a page lists it among the tests. */
  String told() {
    String warns = warn == null ? "" : ", warns from %s on".formatted(warn);
    String fails = error == null ? "" : ", fails from %s on".formatted(error);
    return "age of the newest " + column + warns + fails;
  }

  boolean isTooOld(@Nullable Duration limit, Duration age) {
    return limit != null && age.compareTo(limit) > 0;
  }
}
