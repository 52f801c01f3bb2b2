package trunkline.warehouse.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.loader.BatchIds;
import trunkline.warehouse.loader.BronzeEvent;

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
  private long deleted;

  Purge(Lake lake, Instant now) {
    this.lake = lake;
    this.now = now;
  }

  /** The files that could not be deleted yet because somebody may be at work on them. */
  List<Path> run() {
    Set<Path> named = new HashSet<>();
    for (TableIdentifier name : lake.tables()) {
      Table table = lake.find(name).orElseThrow();
      expire(name, table);
      named.addAll(TableFiles.of(name, table).all());
    }
    var waiting = new ArrayList<Path>();
    sweep(lake.tablesFolder(), named, waiting);
    sweep(lake.workFolder(), named, waiting);
    sweep(lake.spillFolder(), named, waiting);
    return waiting;
  }

  /** How many files no snapshot named. */
  long deleted() {
    return deleted;
  }

  private static void expire(TableIdentifier name, Table table) {
    if (name.equals(BronzeEvent.NAME)) {
      BatchIds.remember(table);
    }
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

  private void sweep(Path folder, Set<Path> named, List<Path> waiting) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!named.contains(file) && !isMetadata(file)) {
          sweep(file, waiting);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sweep(Path file, List<Path> waiting) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    if (written.isBefore(now.minus(SURELY_LEFT_BEHIND))) {
      Files.deleteIfExists(file);
      deleted++;
    } else {
      waiting.add(file);
    }
  }

  /** Names of files, and bounds of numbers and times: nothing of what a row says. */
  private boolean isMetadata(Path file) {
    return file.startsWith(lake.tablesFolder()) && file.toString().contains("/metadata/");
  }
}
