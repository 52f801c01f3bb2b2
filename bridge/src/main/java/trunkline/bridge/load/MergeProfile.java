package trunkline.bridge.load;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.Screening;
import trunkline.bridge.merge.MatchKeyCounts;
import trunkline.bridge.source.Position;
import trunkline.bridge.source.Source;
import trunkline.bridge.source.SourceRow;

/**
 * How many rows share a match key: the brake must know before the first of them is merged. Excluded
 * rows do not count; rejected ones do, for whether a row is rejected is the platform's word too.
 */
record MergeProfile(Mapping mapping) {
  private static final int PAGE = 5_000;

  /** Every match key of two or more rows, with how many. */
  Map<UUID, Integer> of(Source source, LongConsumer rowsSoFar) {
    Screening screening = new Screening(mapping);
    MatchKeyCounts counts = new MatchKeyCounts();
    Position after = Position.START;
    long rows = 0;
    List<SourceRow> page = source.page(after, PAGE);
    while (!page.isEmpty()) {
      page.forEach(row -> take(row, screening, counts));
      rows += page.size();
      rowsSoFar.accept(rows);
      after = page.getLast().position();
      page = source.page(after, PAGE);
    }
    return counts.repeated();
  }

  private void take(SourceRow source, Screening screening, MatchKeyCounts counts) {
    MappedRow row = mapping.view(source);
    if (source.defect().isEmpty() && screening.exclusion(row).isEmpty()) {
      mapping.merge().flatMap(rule -> rule.key(row)).ifPresent(counts::add);
    }
  }
}
