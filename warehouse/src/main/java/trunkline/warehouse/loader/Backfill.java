package trunkline.warehouse.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.landing.Batch;
import trunkline.warehouse.landing.Landing;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/**
 * Loads a part of a service's log again, in the place of what bronze has of it: after lines that
 * were quarantined have been set right in the landing, for example. What came and what goes is one
 * commit, which holds only while the files that it rewrites are the table's, so each event is there
 * once whoever else is at work. Positions stay where they are; every erasure is obeyed anew, since
 * the landing may hold whom bronze had forgotten.
 */
public final class Backfill {
  private static final TableIdentifier PART = TableIdentifier.of("backfill", "part");

  private final Lake lake;
  private final Landing landing;
  private final EngineSettings settings;
  private final Clock clock;

  public Backfill(Lake lake, Landing landing, EngineSettings settings, Clock clock) {
    this.lake = lake;
    this.landing = landing;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What became of the part.
   *
   * @param before rows that were in its place
   */
  public record Done(long before, long events, long quarantined) {}

  /** Loads the events after {@code from} up to and with {@code to}, which are ends of batches. */
  public Done run(String service, Position from, Position to) {
    Table table = BronzeEvent.in(lake);
    Position loaded = BronzeEvent.watermark(table, service);
    if (from.compareTo(to) >= 0 || to.compareTo(loaded) > 0) {
      throw Refusal.backfillInvalid(
          "the part %s to %s of %s is not loaded yet: that ends at %s"
              .formatted(from, to, service, loaded));
    }
    Path work = lake.newWorkFolder();
    try (var engine = EmbeddedEngine.open(settings)) {
      return run(engine, table, chain(service, from, to), work);
    } finally {
      FolderTree.delete(work);
      landing.deleteCopies(service);
    }
  }

  private List<Batch> chain(String service, Position from, Position to) {
    List<Batch> chain =
        landing.after(from, service, Long.MAX_VALUE).stream()
            .takeWhile(batch -> batch.to().compareTo(to) <= 0)
            .toList();
    if (chain.isEmpty()
        || !chain.getFirst().from().equals(from)
        || !chain.getLast().to().equals(to)) {
      throw Refusal.backfillInvalid(
          "the landing of %s has no batches from %s to %s: name the position where one begins and the one where the next after the last begins, as their files' names say"
              .formatted(service, from, to));
    }
    chain.forEach(Batch::verify);
    return chain;
  }

  private Done run(EmbeddedEngine engine, Table table, List<Batch> chain, Path work) {
    var writer = new DataFileWriter(lake, engine);
    var quarantine = new Quarantine(lake.store());
    chain.forEach(quarantine::clear);
    Position from = chain.getFirst().from();
    EventFile events =
        new ChainReader(engine, writer, quarantine, work).read(table, chain, from, clock.instant());
    String inPart = inPart(from, chain.getLast().to());
    String service = chain.getFirst().service();
    var old = new ArrayList<DataFile>();
    var fresh = new ArrayList<>(List.of(events.file()));
    long before = 0;
    for (DataFile file : files(table, service)) {
      TableView.create(engine, PART, table, List.of(file));
      long rows =
          engine.number("SELECT COUNT(*) FROM %s WHERE %s".formatted(PART, inPart)).longValue();
      if (rows > 0) {
        before += rows;
        old.add(file);
        if (rows < file.recordCount()) {
          String rest = "SELECT * FROM %s WHERE NOT (%s)".formatted(PART, inPart);
          fresh.add(writer.write(BronzeEvent.NAME, table.schema(), rest));
        }
      }
    }
    commit(table, service, old, fresh);
    return new Done(before, events.file().rows(), events.quarantined());
  }

  /** Number by number: the engine makes a BETWEEN of two bounds, and knows none of pairs. */
  private static String inPart(Position from, Position to) {
    return "(tx > %1$d OR (tx = %1$d AND seq > %2$d)) AND (tx < %3$d OR (tx = %3$d AND seq <= %4$d))"
        .formatted(from.tx(), from.seq(), to.tx(), to.seq());
  }

  private static List<DataFile> files(Table table, String service) {
    var files = new ArrayList<DataFile>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (service.equals(task.file().partition().get(0, String.class))) {
          if (!task.deletes().isEmpty()) {
            throw Refusal.tableUnsupported(
                BronzeEvent.NAME.toString(),
                "another engine left row deletes in it; compact it there first");
          }
          files.add(task.file());
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commit(Table table, String service, List<DataFile> old, List<Written> fresh) {
    try {
      var transaction = table.newTransaction();
      var overwrite = transaction.newOverwrite();
      old.forEach(overwrite::deleteFile);
      fresh.forEach(file -> overwrite.addFile(file.dataFile(table.spec(), "service=" + service)));
      overwrite.commit();
      var update = transaction.updateProperties();
      BronzeEvent.backfilled(update, service, clock.instant());
      update.commit();
      transaction.commitTransaction();
    } catch (ValidationException | CommitFailedException e) {
      fresh.forEach(Written::discard);
      throw Refusal.backfillInvalid("another process changed bronze meanwhile; try again");
    }
  }
}
