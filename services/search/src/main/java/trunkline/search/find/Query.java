package trunkline.search.find;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.search.projection.IndexEntry;

/**
 * A question to the index of terms.
 *
 * @param all of each set, a term must have one
 * @param precision how much of what has them fits
 */
record Query(List<Set<IndexEntry>> all, Precision precision) {
  /** How much of what a query finds fits what was asked for. */
  enum Precision {
    /** All of it, as well as any other. */
    SURE,
    /** Not all; what differs by more than is looked for is left out. */
    ROUGH,
    /** More or less, so more is fetched than wanted and the best of it taken. */
    FUZZY
  }

  Query {
    all = all.stream().map(Set::copyOf).toList();
  }

  /** Whether anything can have one of each. */
  boolean isPossible() {
    return !all.isEmpty() && all.stream().noneMatch(Set::isEmpty);
  }

  /** As PostgreSQL writes an array of texts, each of which is a set as an array of numbers. */
  String sql(String tenant) {
    return all.stream()
        .map(entries -> '"' + IndexEntry.array(tenant, entries) + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }
}
