package trunkline.bridge.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import trunkline.bridge.idmap.IdMap;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.merge.MergeGroups.Merged;
import trunkline.bridge.merge.MergeGroups.Survivor;
import trunkline.bridge.quarantine.Rejection;
import trunkline.bridge.reconcile.Counting;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.reconcile.Tally.Family;
import trunkline.bridge.reconcile.Tally.Outcome;

/** What has become of the rows of one chunk; it is written with the checkpoint, or not at all. */
final class Settled {
  static final String FOUND_THERE =
      "was on the platform already and unknown to the bridge; its content was not compared";

  private final Counting counting;
  private final List<IdMap.Entry> ids = new ArrayList<>();
  private final List<Merged> merged = new ArrayList<>();
  private final List<Survivor> survivors = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final Set<String> intents = new HashSet<>();
  private final Set<String> seen = new HashSet<>();

  Settled(Mapping mapping) {
    this.counting = new Counting(mapping);
  }

  Counting counting() {
    return counting;
  }

  void excluded(MappedRow row, String rule) {
    counting.outcome(row, Outcome.EXCLUDED);
    counting.add(Family.EXCLUDED_BY, rule);
  }

  void rejected(MappedRow row, List<Problem> problems, List<String> written) {
    Rejection rejection = new Rejection(row.source(), problems, written);
    counting.outcome(row, Outcome.REJECTED);
    counting.add(Family.REJECTED_BY, rejection.title());
    counting.add(Tally.PARTIAL, written.isEmpty() ? 0 : 1);
    if (!written.isEmpty()) {
      seen.add(row.source().key());
    }
    rejections.add(rejection);
  }

  /** The row went out and came back, one way or the other. */
  void sent(Outgoing outgoing) {
    intents.add(outgoing.key());
    if (outgoing.isMet()) {
      seen.add(outgoing.key());
    }
    ids.addAll(outgoing.fresh());
    counting.add(Tally.IDS, outgoing.fresh().size());
    outgoing
        .refusal()
        .ifPresentOrElse(
            problem -> rejected(outgoing.row(), List.of(problem), outgoing.written()),
            () -> migrated(outgoing));
  }

  private void migrated(Outgoing outgoing) {
    counting.outcome(outgoing.row(), Outcome.MIGRATED);
    outgoing.row().explanations().forEach(name -> counting.add(Family.EXPLAINED, name));
    if (outgoing.countFoundThere() > 0) {
      counting.add(Family.EXPLAINED, FOUND_THERE);
    }
  }

  void merged(Outgoing outgoing, Merged into) {
    counting.outcome(outgoing.row(), Outcome.MERGED);
    into.differs().forEach(field -> counting.add(Family.DIFFERS, field));
    merged.add(into);
  }

  void survived(Survivor survivor) {
    survivors.add(survivor);
  }

  Tally tally() {
    return counting.tally();
  }

  /** Writes everything but the checkpoint itself, in the caller's transaction. */
  void write(Connection connection, LoadParts parts) throws SQLException {
    parts.idMap().add(connection, ids);
    parts.mergeGroups().release(connection, ids.stream().map(IdMap.Entry::sourceKey).toList());
    for (Survivor survivor : survivors) {
      parts.mergeGroups().add(connection, survivor);
    }
    for (Merged row : merged) {
      parts.mergeGroups().add(connection, row);
    }
    for (Rejection rejection : rejections) {
      parts.quarantine().add(connection, rejection);
    }
    parts.idMap().seen(connection, seen, parts.run().id());
    parts.intents().settle(connection, intents);
  }
}
