package trunkline.warehouse.model;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.MatchResult;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A table that no model makes, or one service's part of it.
 *
 * @param service whose rows matter; empty for all
 */
record Source(String table, String service) implements Comparable<Source> {
  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::table).thenComparing(Source::service);

  /** Of {@code source('table')} or {@code source('table', 'service')}. */
  static Source of(MatchResult match) {
    return new Source(match.group(2), Objects.requireNonNullElse(match.group(3), ""));
  }

  TableIdentifier name() {
    return TableIdentifier.parse(table);
  }

  boolean isWhole() {
    return service.isEmpty();
  }

  /** As it stands behind FROM on every engine. */
  String sql() {
    return isWhole() ? table : "(SELECT * FROM %s WHERE service = '%s')".formatted(table, service);
  }

  /** As a person reads it. */
  @Override
  public String toString() {
    return isWhole() ? table : table + " of " + service;
  }

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }
}
