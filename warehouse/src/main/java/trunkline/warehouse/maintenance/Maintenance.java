package trunkline.warehouse.maintenance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.Leftovers;
import trunkline.warehouse.lake.Leftovers.Leftover;
import trunkline.warehouse.lake.NamedFiles;
import trunkline.warehouse.loader.BatchIds;
import trunkline.warehouse.loader.BronzeEvent;

/**
 * Keeps a lake small and quick: many small data files become one, snapshots older than a reader
 * needs are forgotten, files that nobody names are deleted. Safe beside loaders, runs and
 * questions, and killed at any moment: each step is one commit, and what a kill leaves is a file
 * that nobody names.
 */
public final class Maintenance {
  /** Longer than anything takes between writing a file and committing it. */
  private static final Duration SURELY_LEFT_BEHIND = Duration.ofHours(24);

  private static final Duration EVERY = Duration.ofHours(24);
  private static final String BUSY = ": others commit too often at this moment; next time";
  private static final String DONE = "dw.maintained-at";

  private final Lake lake;
  private final EngineSettings settings;
  private final Duration kept;
  private final Clock clock;

  private int compacted;
  private int into;
  private int expired;
  private int deleted;
  private long deletedBytes;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param kept how old a snapshot may become
   */
  public Maintenance(Lake lake, EngineSettings settings, Duration kept, Clock clock) {
    this.lake = lake;
    this.settings = settings;
    this.kept = kept;
    this.clock = clock;
  }

  /** Whether a day has passed since the last one, or since bronze was made. */
  public boolean isDue() {
    Table bronze = BronzeEvent.in(lake);
    String done = bronze.properties().get(DONE);
    if (done != null) {
      return clock.instant().isAfter(Instant.parse(done).plus(EVERY));
    }
    return bronze.history().stream()
        .map(entry -> Instant.ofEpochMilli(entry.timestampMillis()))
        .anyMatch(made -> clock.instant().isAfter(made.plus(EVERY)));
  }

  public MaintenanceReport run() {
    for (TableIdentifier name : lake.tables()) {
      maintain(name);
    }
    for (Leftover leftover : leftovers()) {
      leftover.delete();
    }
    BronzeEvent.in(lake).updateProperties().set(DONE, clock.instant().toString()).commit();
    return report();
  }

  /** Only makes few files of the many that have gathered in some tables. */
  public MaintenanceReport compact(Collection<TableIdentifier> crowded) {
    for (TableIdentifier name : crowded) {
      try {
        compact(name, lake.find(name).orElseThrow());
      } catch (CommitFailedException e) {
        notes.add(name + BUSY);
      }
    }
    return report();
  }

  private void maintain(TableIdentifier name) {
    try {
      compact(name, lake.find(name).orElseThrow());
      expire(lake.find(name).orElseThrow());
    } catch (CommitFailedException e) {
      notes.add(name + BUSY);
    }
  }

  /** What a run would do now; changes nothing. */
  public MaintenanceReport dryRun() {
    for (TableIdentifier name : lake.tables()) {
      Table table = lake.find(name).orElseThrow();
      for (SmallFiles small : SmallFiles.of(table)) {
        count(small);
      }
      expired += old(table).size();
    }
    leftovers();
    return report();
  }

  private MaintenanceReport report() {
    return new MaintenanceReport(compacted, into, expired, deleted, deletedBytes, notes);
  }

  private void count(SmallFiles small) {
    compacted += small.count();
    into++;
  }

  private void compact(TableIdentifier name, Table table) {
    for (SmallFiles small : SmallFiles.of(table)) {
      try (var engine = EmbeddedEngine.open(settings)) {
        if (new Compaction(new DataFileWriter(lake, engine), engine).run(name, table, small)) {
          count(small);
        } else {
          notes.add("%s: another process changed it meanwhile; next time".formatted(name));
        }
      }
      table.refresh();
    }
  }

  private void expire(Table table) {
    List<Snapshot> old = old(table);
    if (old.isEmpty()) {
      return;
    }
    BatchIds.remember(table);
    var expire = table.expireSnapshots();
    old.forEach(snapshot -> expire.expireSnapshotId(snapshot.snapshotId()));
    expire.commit();
    expired += old.size();
  }

  private List<Snapshot> old(Table table) {
    long limit = clock.instant().minus(kept).toEpochMilli();
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> snapshot.timestampMillis() < limit)
        .filter(snapshot -> !snapshot.equals(table.currentSnapshot()))
        .toList();
  }

  /**
   * Files of known tables alone: a folder that no table has may belong to a catalog that is not
   * asked.
   */
  private List<Leftover> leftovers() {
    Set<String> named = new HashSet<>();
    List<String> folders = new ArrayList<>();
    for (TableIdentifier name : lake.tables()) {
      named.addAll(NamedFiles.of(lake.find(name).orElseThrow()));
      folders.add("tables/%s/%s/".formatted(name.namespace(), name.name()));
    }
    var all = Leftovers.of(lake, named, clock.instant().minus(SURELY_LEFT_BEHIND)).found();
    var mine = new ArrayList<Leftover>();
    Set<String> strange = new HashSet<>();
    for (Leftover leftover : all) {
      String file = leftover.entry().name();
      if (!file.startsWith("tables/") || folders.stream().anyMatch(file::startsWith)) {
        mine.add(leftover);
        deleted++;
        deletedBytes += leftover.entry().bytes();
      } else {
        strange.add(file.substring(0, file.lastIndexOf('/')));
      }
    }
    strange.stream()
        .sorted()
        .forEach(folder -> notes.add(folder + ": no table of the catalog has it; left alone"));
    return mine;
  }
}
