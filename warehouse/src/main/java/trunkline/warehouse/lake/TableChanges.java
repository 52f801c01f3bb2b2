package trunkline.warehouse.lake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What came to a table since an earlier state of it, and what went, as the snapshots in between say
 * it: data files that were added, and delete files that name rows.
 */
public record TableChanges(
    FileRows rowsOf, TableFiles present, Set<String> added, Set<String> deletes) {

  public TableChanges {
    added = Set.copyOf(added);
    deletes = Set.copyOf(deletes);
  }

  /**
   * Empty when it can't be told: the earlier snapshot has expired, or data files were taken away
   * since. What a compaction wrote anew says nothing and is passed over.
   *
   * @param present the table's files as they are
   * @param earlier knows the earlier snapshot
   * @param part the data files that matter
   */
  public static Optional<TableChanges> since(
      TableIdentifier name,
      Table table,
      TableFiles present,
      Predicate<Snapshot> earlier,
      Predicate<DataFile> part) {
    Set<String> added = new HashSet<>();
    Set<String> deletes = new HashSet<>();
    Optional<List<Snapshot>> later = later(table, earlier);
    if (later.isEmpty()) {
      return Optional.empty();
    }
    for (Snapshot snapshot : later.get()) {
      var changes = SnapshotChanges.builderFor(table).snapshot(snapshot).build();
      for (DataFile file : changes.removedDataFiles()) {
        if (part.test(file)) {
          return Optional.empty();
        }
      }
      changes.addedDataFiles().forEach(file -> add(file, part, added));
      for (DeleteFile file : changes.addedDeleteFiles()) {
        deletes.add(file.location());
      }
    }
    var changes = new TableChanges(new FileRows(name, table.schema()), present, added, deletes);
    return changes.areAllThere() ? Optional.of(changes) : Optional.empty();
  }

  private static void add(DataFile file, Predicate<DataFile> part, Set<String> files) {
    if (part.test(file)) {
      files.add(file.location());
    }
  }

  private static Optional<List<Snapshot>> later(Table table, Predicate<Snapshot> earlier) {
    List<Snapshot> later = new ArrayList<>();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (earlier.test(snapshot)) {
        return Optional.of(later);
      }
      if (!snapshot.operation().equals(DataOperations.REPLACE)) {
        later.add(snapshot);
      }
    }
    return Optional.empty();
  }

  /** A file that was added and then compacted away may be gone at any moment. */
  private boolean areAllThere() {
    return present.data().keySet().containsAll(added)
        && present.deletes().keySet().containsAll(deletes);
  }

  public boolean isNothing() {
    return added.isEmpty() && deletes.isEmpty();
  }

  /** Whether nothing went. */
  public boolean isAppend() {
    return deletes.isEmpty();
  }

  /** The rows that came. */
  public String came() {
    return rowsOf.of(present.onlyData(added));
  }

  /** The rows that went, as they were. */
  public String gone() {
    return rowsOf.deleted(present.onlyDeletes(deletes));
  }
}
