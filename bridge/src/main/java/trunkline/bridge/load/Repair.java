package trunkline.bridge.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Screened;
import trunkline.bridge.mapping.Screening;
import trunkline.bridge.quarantine.Quarantine.Held;
import trunkline.bridge.quarantine.QuarantineFile;
import trunkline.bridge.quarantine.QuarantineFile.Repaired;
import trunkline.bridge.reconcile.Tally.Outcome;
import trunkline.bridge.source.Columns;
import trunkline.bridge.source.Position;
import trunkline.bridge.source.SourceRow;

/**
 * Takes repaired rows back in, by the same mapping and the same path as the load. In one
 * transaction a row leaves quarantine and counts as what it has become: the balance holds at every
 * moment.
 */
public final class Repair {
  private final LoadParts parts;
  private final Columns columns;
  private long unknown;

  public Repair(LoadParts parts, Columns columns) {
    this.parts = parts;
    this.columns = columns;
  }

  private record Returning(Held held, SourceRow row) {}

  /** Goes through the file; returns how many of its rows are not in quarantine (any more). */
  public long run(QuarantineFile file) {
    ChunkLoad chunks = Load.chunkLoad(parts);
    List<Repaired> batch = new ArrayList<>();
    file.read(
        parts.mapping().source().key(),
        repaired -> {
          batch.add(repaired);
          if (batch.size() == parts.delivery().chunkRows()) {
            settle(chunks, batch);
            batch.clear();
          }
        });
    settle(chunks, batch);
    return unknown;
  }

  private void settle(ChunkLoad chunks, List<Repaired> batch) {
    List<Returning> returning = returning(batch);
    unknown += batch.size() - returning.size();
    if (returning.isEmpty()) {
      return;
    }
    Settled settled = new Settled(parts.mapping());
    Screening screening = new Screening(parts.mapping());
    List<Screened> rows = returning.stream().map(r -> screening.screen(r.row())).toList();
    Set<SourceRow> partial = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      Held held = returning.get(i).held();
      settled
          .counting()
          .takeBack(original(held), held.problems().getFirst().title(), !held.written().isEmpty());
      settled.counting().comesBack(rows.get(i).row());
      if (!held.written().isEmpty()) {
        partial.add(returning.get(i).row());
      }
    }
    chunks.settle(rows, settled, partial);
    settled.counting().repaired(-settled.tally().count(Outcome.REJECTED));
    commit(settled, returning);
  }

  private void commit(Settled settled, List<Returning> returning) {
    parts
        .state()
        .inTransaction(
            connection -> {
              for (Returning row : returning) {
                parts.quarantine().release(connection, row.held().number());
              }
              settled.write(connection, parts);
              int number = Checkpoint.list(connection, parts.run().id()).size() + 1;
              new Checkpoint(
                      number,
                      Checkpoint.Kind.REPAIR,
                      Position.START,
                      Position.START,
                      settled.tally())
                  .add(connection, parts.run().id());
              return number;
            });
  }

  private List<Returning> returning(List<Repaired> batch) {
    return parts
        .state()
        .inTransaction(
            connection -> {
              List<Returning> found = new ArrayList<>();
              Set<Long> seen = new HashSet<>();
              for (Repaired repaired : batch) {
                Optional<Held> held = parts.quarantine().find(connection, repaired.number());
                if (held.isPresent() && seen.add(repaired.number())) {
                  found.add(new Returning(held.get(), repaired.row()));
                }
              }
              return found;
            });
  }

  private MappedRow original(Held held) {
    @Nullable String[] values = new String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = held.values().get(columns.names().get(i));
    }
    List<String> key = parts.mapping().source().key();
    return parts.mapping().view(SourceRow.repaired(columns, values, key, held.sourceKey()));
  }
}
