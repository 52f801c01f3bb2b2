package trunkline.bridge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import trunkline.bridge.idmap.IdMap;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.MergeRule;
import trunkline.bridge.mapping.Screened;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.merge.MergeGroups.Merged;
import trunkline.bridge.merge.MergeGroups.Survivor;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.source.SourceRow;

/** Settles the rows of one chunk: each becomes migrated, merged, rejected or excluded. */
final class ChunkLoad {
  private final LoadParts parts;
  private final Dispatch dispatch;
  private final Map<UUID, Integer> groupSizes;

  ChunkLoad(LoadParts parts, Dispatch dispatch, Map<UUID, Integer> groupSizes) {
    this.parts = parts;
    this.dispatch = dispatch;
    this.groupSizes = groupSizes;
  }

  /**
   * Settles rows. {@code partial} are rows that this run has on the platform in part and may
   * complete; of any other row, a key that the run knows already belongs to another one.
   */
  void settle(List<Screened> rows, Settled settled, Set<SourceRow> partial) {
    Map<String, List<IdMap.Entry>> known = known(rows);
    Set<String> seen = new HashSet<>(mergedByThisRun(rows));
    List<Outgoing> outgoing = new ArrayList<>();
    for (Screened screened : rows) {
      MappedRow row = screened.row();
      String key = row.source().key();
      List<IdMap.Entry> entries = known.getOrDefault(key, List.of());
      boolean anotherRows = !partial.contains(row.source()) && isOfThisRun(entries);
      switch (screened) {
        case Screened.Excluded(MappedRow _, String rule) -> settled.excluded(row, rule);
        case Screened.Rejected(MappedRow _, List<Problem> problems) ->
            settled.rejected(row, problems, anotherRows ? List.of() : resources(entries));
        case Screened.Ready _ when anotherRows || !seen.add(key) ->
            settled.rejected(row, List.of(repeatedKey()), List.of());
        case Screened.Ready _ -> outgoing.add(outgoing(row, entries, settled));
      }
    }
    sendInRounds(outgoing, settled);
  }

  /**
   * Rows of one merge group wait for the first of them: only when the platform has taken it do the
   * others merge into it; when it was refused, the next one tries.
   */
  private void sendInRounds(List<Outgoing> outgoing, Settled settled) {
    Map<UUID, Survivor> survivors = survivors(outgoing);
    List<Outgoing> waiting = outgoing;
    while (!waiting.isEmpty()) {
      Map<UUID, Outgoing> tryingToSurvive = new HashMap<>();
      List<Outgoing> round = new ArrayList<>();
      List<Outgoing> next = new ArrayList<>();
      for (Outgoing row : waiting) {
        Optional<UUID> group = row.group();
        if (group.isPresent() && survivors.containsKey(group.get())) {
          settled.merged(row, merge(row, survivors.get(group.get())));
        } else if (group.isPresent() && tryingToSurvive.putIfAbsent(group.get(), row) != null) {
          next.add(row);
        } else {
          round.add(row);
        }
      }
      dispatch.send(round);
      round.forEach(settled::sent);
      tryingToSurvive.forEach((group, row) -> survive(group, row, survivors, settled));
      waiting = next;
    }
  }

  private void survive(UUID group, Outgoing row, Map<UUID, Survivor> survivors, Settled settled) {
    if (row.refusal().isEmpty()) {
      Survivor survivor = new Survivor(group, row.key(), fieldHashes(row.row()));
      survivors.put(group, survivor);
      settled.survived(survivor);
    }
  }

  private Merged merge(Outgoing row, Survivor survivor) {
    List<String> fields = parts.mapping().fieldNames();
    return new Merged(
        row.key(),
        survivor.sourceKey(),
        parts.mapping().merge().map(MergeRule::name).orElseThrow(),
        survivor.differences(fields, fieldHashes(row.row())));
  }

  private List<Integer> fieldHashes(MappedRow row) {
    Mapping mapping = parts.mapping();
    return mapping.fieldNames().stream()
        .map(name -> row.field(name).text().map(String::hashCode).orElse(0))
        .toList();
  }

  /** A row that has ids of its own from earlier is never merged away. */
  private Outgoing outgoing(MappedRow row, List<IdMap.Entry> entries, Settled settled) {
    Optional<UUID> group = entries.isEmpty() ? group(row, settled) : Optional.empty();
    return new Outgoing(row, parts.mapping(), entries, group);
  }

  private Optional<UUID> group(MappedRow row, Settled settled) {
    Optional<MergeRule> rule = parts.mapping().merge();
    Optional<UUID> key = rule.flatMap(r -> r.key(row)).filter(groupSizes::containsKey);
    int size = key.map(k -> groupSizes.getOrDefault(k, 1)).orElse(1);
    if (size > rule.map(MergeRule::atMost).orElse(size)) {
      settled.counting().add(Tally.BRAKED, 1);
      return Optional.empty();
    }
    return key;
  }

  private Map<String, List<IdMap.Entry>> known(List<Screened> rows) {
    List<String> keys = rows.stream().map(r -> r.row().source().key()).toList();
    return parts.state().inTransaction(connection -> parts.idMap().find(connection, keys));
  }

  private Set<String> mergedByThisRun(List<Screened> rows) {
    if (parts.mapping().merge().isEmpty()) {
      return Set.of();
    }
    List<String> keys = rows.stream().map(r -> r.row().source().key()).toList();
    return parts.state().inTransaction(c -> parts.mergeGroups().merged(c, keys));
  }

  private boolean isOfThisRun(List<IdMap.Entry> entries) {
    return entries.stream().anyMatch(entry -> entry.runId() == parts.run().id());
  }

  private static List<String> resources(List<IdMap.Entry> entries) {
    return entries.stream().map(IdMap.Entry::resource).toList();
  }

  private Map<UUID, Survivor> survivors(List<Outgoing> rows) {
    List<UUID> groups = rows.stream().flatMap(row -> row.group().stream()).toList();
    return groups.isEmpty()
        ? new HashMap<>()
        : parts
            .state()
            .inTransaction(connection -> parts.mergeGroups().survivors(connection, groups));
  }

  private static Problem repeatedKey() {
    return new Problem(
        "", "has a key that another row of the source has", "give one of the two another key");
  }
}
