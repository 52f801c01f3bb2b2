package trunkline.bridge;

import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.reconcile.Tally.Family;
import trunkline.bridge.reconcile.Tally.Outcome;

/** The dry run as a person reads it. */
record ProfileReport(Mapping mapping, Profile profile) {
  String text() {
    Formatter text = new Formatter(Locale.ROOT);
    text.format(
        "dry run of %s (mapping version %d): nothing is written%n",
        mapping.name(), mapping.version());
    text.format("  %-24s %10s %10s %9s %9s%n", "column", "rows", "blank", "distinct", "length");
    profile.columns().forEach((name, column) -> column(text, name, column));
    Tally tally = profile.tally();
    text.format("of %,d rows%n", tally.count(Tally.ROWS));
    text.format("  %,10d would be migrated%n", tally.count(Outcome.MIGRATED));
    text.format("  %,10d would be merged%n", tally.count(Outcome.MERGED));
    text.format("  %,10d would be rejected%n", tally.count(Outcome.REJECTED));
    named(text, tally.family(Family.REJECTED_BY));
    text.format("  %,10d would be excluded%n", tally.count(Outcome.EXCLUDED));
    named(text, tally.family(Family.EXCLUDED_BY));
    if (tally.count(Tally.BRAKED) > 0) {
      text.format(
          "  %,10d share a match key with too many and would be kept apart%n",
          tally.count(Tally.BRAKED));
    }
    if (!tally.family(Family.EXPLAINED).isEmpty()) {
      text.format("explained%n");
      named(text, tally.family(Family.EXPLAINED));
    }
    return text.toString();
  }

  private static void column(Formatter text, String name, ColumnProfile column) {
    String distinct =
        column.distinct() < ColumnProfile.MOST_DISTINCT
            ? String.format(Locale.ROOT, "%,d", column.distinct())
            : "many";
    text.format(
        "  %-24s %,10d %,10d %9s %9s %s%n",
        name,
        column.rows(),
        column.blank(),
        distinct,
        column.shortest() + "–" + column.longest(),
        column.codes().isEmpty() ? "" : new TreeSet<>(column.codes()));
  }

  private static void named(Formatter text, Map<String, Long> counts) {
    counts.forEach((name, count) -> text.format("      %,10d × %s%n", count, name));
  }
}
