package trunkline.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.MergeRule;
import trunkline.bridge.mapping.Screened;
import trunkline.bridge.mapping.Screening;
import trunkline.bridge.merge.MatchKeyCounts;
import trunkline.bridge.reconcile.Counting;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.reconcile.Tally.Family;
import trunkline.bridge.reconcile.Tally.Outcome;
import trunkline.bridge.source.Columns;
import trunkline.bridge.source.Position;
import trunkline.bridge.source.Source;
import trunkline.bridge.source.SourceRow;

/**
 * What a mapping would make of a source: the dry run. Nothing is written anywhere, and what only
 * the platform can refuse is not known.
 *
 * @param columns by name, in the source's order
 */
public record Profile(Map<String, ColumnProfile> columns, Tally tally) {
  private static final int PAGE = 1_000;

  /** Reads the whole source once. */
  public static Profile of(Mapping mapping, Source source) {
    mapping.check(source.columns());
    Pass pass = new Pass(mapping, source.columns());
    Position after = Position.START;
    List<SourceRow> page = source.page(after, PAGE);
    while (!page.isEmpty()) {
      page.forEach(pass::take);
      after = page.getLast().position();
      page = source.page(after, PAGE);
    }
    return pass.end();
  }

  private static final class Pass {
    private final Mapping mapping;
    private final Screening screening;
    private final Counting counting;
    private final Map<String, ColumnProfile.Counting> columns = new LinkedHashMap<>();
    private final MatchKeyCounts matchKeys = new MatchKeyCounts();

    Pass(Mapping mapping, Columns names) {
      this.mapping = mapping;
      this.screening = new Screening(mapping);
      this.counting = new Counting(mapping);
      names.names().forEach(name -> columns.put(name, new ColumnProfile.Counting()));
    }

    void take(SourceRow source) {
      columns.forEach((name, profile) -> profile.take(source.value(name)));
      Screened screened = screening.screen(source);
      counting.recount(screened.row());
      switch (screened) {
        case Screened.Excluded(MappedRow _, String rule) ->
            counting.add(Family.EXCLUDED_BY, rule, Outcome.EXCLUDED);
        case Screened.Rejected(MappedRow _, List<Screened.Problem> problems) ->
            counting.add(Family.REJECTED_BY, problems.getFirst().title(), Outcome.REJECTED);
        case Screened.Ready(MappedRow row) -> ready(row);
      }
    }

    private void ready(MappedRow row) {
      counting.add(Outcome.MIGRATED.name(), 1);
      row.explanations().forEach(name -> counting.add(Family.EXPLAINED, name));
      mapping.merge().flatMap(rule -> rule.key(row)).ifPresent(matchKeys::add);
    }

    Profile end() {
      Optional<MergeRule> rule = mapping.merge();
      for (Map.Entry<UUID, Integer> group : matchKeys.repeated().entrySet()) {
        int size = group.getValue();
        if (size > rule.orElseThrow().atMost()) {
          counting.add(Tally.BRAKED, size);
        } else {
          counting.add(Outcome.MERGED.name(), size - 1);
          counting.add(Outcome.MIGRATED.name(), 1 - size);
        }
      }
      Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
      columns.forEach((name, profile) -> profiles.put(name, profile.end()));
      return new Profile(profiles, counting.tally());
    }
  }
}
