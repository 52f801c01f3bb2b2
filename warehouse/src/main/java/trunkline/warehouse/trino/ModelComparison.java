package trunkline.warehouse.trino;

import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * How one model came out on both engines.
 *
 * @param rows of the table that the embedded engine has made
 * @param embeddedMillis how long that engine takes for all rows
 * @param trinoMillis how long Trino took
 * @param difference empty when both are equal, to the last row, column and type
 */
public record ModelComparison(
    TableIdentifier table,
    long rows,
    long embeddedMillis,
    long trinoMillis,
    Optional<String> difference) {
  public boolean isEqual() {
    return difference.isEmpty();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-32s %,12d rows %,9d ms DuckDB %,9d ms Trino  %s",
        table,
        rows,
        embeddedMillis,
        trinoMillis,
        difference.map(how -> "DIFFERENT: " + how).orElse("equal"));
  }
}
