package trunkline.warehouse.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.Leftovers;
import trunkline.warehouse.lake.Leftovers.Leftover;
import trunkline.warehouse.lake.NamedFiles;
import trunkline.warehouse.loader.BatchIds;

/**
 * Makes the present all that there is: every older snapshot of every table expires, and the files
 * that only they named are deleted, with those that a crash left. A question that is being answered
 * from an older snapshot may break off; it is asked again.
 */
final class Purge {
  /** A younger file that no table names may be one that another process is about to commit. */
  private static final Duration SURELY_LEFT_BEHIND = Duration.ofHours(1);

  private final Lake lake;
  private final Instant now;

  Purge(Lake lake, Instant now) {
    this.lake = lake;
    this.now = now;
  }

  /** The files that could not be deleted yet because somebody may be at work on them. */
  List<String> run() {
    Set<String> named = new HashSet<>();
    for (TableIdentifier name : lake.tables()) {
      Table table = lake.find(name).orElseThrow();
      expire(table);
      named.addAll(NamedFiles.of(table));
    }
    var leftovers = Leftovers.of(lake, named, now.minus(SURELY_LEFT_BEHIND));
    leftovers.found().stream()
        .filter(file -> !isMetadata(file.location()))
        .forEach(Leftover::delete);
    return leftovers.young().stream().filter(file -> !isMetadata(file)).toList();
  }

  private static void expire(Table table) {
    BatchIds.remember(table);
    Snapshot current = table.currentSnapshot();
    var expire = table.expireSnapshots();
    for (Snapshot snapshot : table.snapshots()) {
      if (!snapshot.equals(current)) {
        // by id: Iceberg then deletes all that only these reach, also what the current one replaced
        expire.expireSnapshotId(snapshot.snapshotId());
      }
    }
    expire.commit();
    table.refresh();
  }

  /** Names of files, and bounds of numbers and times: nothing of what a row says. */
  private static boolean isMetadata(String file) {
    return file.contains("/metadata/");
  }
}
