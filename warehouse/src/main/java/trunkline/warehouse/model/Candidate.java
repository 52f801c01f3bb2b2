package trunkline.warehouse.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.lake.TableShape;

/**
 * A model's new content, written and not yet published. Publishing puts it in the place of the old
 * content, or adds to that what came and takes away what went, in one commit with the note what it
 * was made from; unless somebody else has published since the run began: then theirs is the newer.
 *
 * @param came rows that come; empty for none
 * @param gone the places of rows that go; empty for none
 * @param isWhole whether what came is all that the table is to hold
 * @param properties what the table then says of itself
 */
record Candidate(
    Model model,
    Optional<Base> base,
    Optional<Written> came,
    Optional<Written> gone,
    boolean isWhole,
    Map<String, String> properties) {
  /** In a table's properties, and in the summary of the snapshot that published it. */
  static final String FINGERPRINT = "dw.fingerprint";

  /** Long enough for every query that reads the old content to end. */
  private static final Duration KEPT = Duration.ofHours(24);

  /** So many refreshes may pass until a table that was left out is made in full again. */
  private static final int KEPT_SNAPSHOTS = 100;

  /** A table as a run found it; the table itself moves on when it is asked for a transaction. */
  record Base(Table table, @Nullable Long snapshot) {
    static Base of(Table table) {
      return new Base(table, idOf(table.currentSnapshot()));
    }
  }

  /** All that the table is to hold. */
  static Candidate whole(
      DataFileWriter writer,
      Model model,
      Optional<Base> base,
      Schema wanted,
      String select,
      Map<String, String> properties) {
    Schema schema =
        base.map(Base::table)
            .map(t -> TableShape.change(t.updateSchema(), t.schema(), wanted).apply())
            .orElse(wanted);
    Written written = writer.write(model.table(), schema, select);
    return new Candidate(model, base, Optional.of(written), Optional.empty(), true, properties);
  }

  /** What comes to the table and what goes from it. */
  static Candidate change(
      Model model,
      Base base,
      Written came,
      Optional<Written> gone,
      Map<String, String> properties) {
    return new Candidate(model, Optional.of(base), Optional.of(came), gone, false, properties);
  }

  /** Nothing but the note that the table is made from what its inputs now are. */
  static Candidate unchanged(Model model, Base base, Map<String, String> properties) {
    return new Candidate(
        model, Optional.of(base), Optional.empty(), Optional.empty(), false, properties);
  }

  /** How many rows the table then has. */
  long rows() {
    long more = came.map(Written::rows).orElse(0L) - gone.map(Written::rows).orElse(0L);
    return isWhole ? more : TableFiles.rows(base.orElseThrow().table()) + more;
  }

  /**
   * Says whether the content is now what everybody reads. A file without rows belongs to nobody.
   */
  boolean publish(Lake lake) {
    try {
      if (base.isEmpty()) {
        create(lake);
      } else if (isWhole) {
        publish(base.get(), this::replacing);
      } else {
        publish(base.get(), this::changing);
      }
      came.filter(file -> file.rows() == 0).ifPresent(Written::discard);
      return true;
    } catch (ValidationException | AlreadyExistsException | CommitFailedException e) {
      discard();
      return false;
    }
  }

  /** Gives the files up: only for who knows that no commit has named them. */
  void discard() {
    came.ifPresent(Written::discard);
    gone.ifPresent(Written::discard);
  }

  private void create(Lake lake) {
    Transaction transaction =
        lake.build(model.table(), schema()).withProperties(properties).createTransaction();
    told(appending(transaction)).commit();
    transaction.commitTransaction();
  }

  /** An append without a file is a snapshot too, from which on others can tell what changed. */
  private AppendFiles appending(Transaction transaction) {
    var append = transaction.newAppend();
    files(transaction).forEach(append::appendFile);
    return append;
  }

  private List<DataFile> files(Transaction transaction) {
    return came.filter(file -> file.rows() > 0).stream()
        .map(file -> file.dataFile(transaction.table().spec(), ""))
        .toList();
  }

  private Schema schema() {
    return came.orElseThrow().schema();
  }

  private SnapshotUpdate<?> replacing(Transaction transaction) {
    Table table = transaction.table();
    if (!TableShape.same(table.schema(), schema())) {
      TableShape.change(transaction.updateSchema(), table.schema(), schema()).commit();
    }
    var overwrite = transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    files(transaction).forEach(overwrite::addFile);
    return overwrite;
  }

  private SnapshotUpdate<?> changing(Transaction transaction) {
    if (gone.isEmpty()) {
      return appending(transaction);
    }
    var spec = transaction.table().spec();
    var change = transaction.newRowDelta().addDeletes(gone.get().deleteFile(spec));
    files(transaction).forEach(change::addRows);
    return change;
  }

  private void publish(Base base, Function<Transaction, SnapshotUpdate<?>> content) {
    Transaction transaction = base.table().newTransaction();
    SnapshotUpdate<?> rows = told(content.apply(transaction));
    rows.validateWith(history -> Objects.equals(base.snapshot(), newest(history)));
    rows.commit();
    var update = transaction.updateProperties();
    properties.forEach(update::set);
    update.commit();
    expire(transaction);
    transaction.commitTransaction();
  }

  private <T> SnapshotUpdate<T> told(SnapshotUpdate<T> update) {
    update.set(FINGERPRINT, Objects.requireNonNull(properties.get(FINGERPRINT)));
    return update;
  }

  private static void expire(Transaction transaction) {
    long olderThan = Instant.now().minus(KEPT).toEpochMilli();
    List<Long> newestFirst =
        StreamSupport.stream(transaction.table().snapshots().spliterator(), false)
            .map(Snapshot::timestampMillis)
            .sorted(Comparator.reverseOrder())
            .toList();
    if (newestFirst.size() > KEPT_SNAPSHOTS) {
      olderThan = Math.max(olderThan, newestFirst.get(KEPT_SNAPSHOTS - 1));
    }
    transaction.expireSnapshots().expireOlderThan(olderThan).retainLast(2).commit();
  }

  private static @Nullable Long newest(Iterable<Snapshot> history) {
    var snapshots = history.iterator();
    return snapshots.hasNext() ? idOf(snapshots.next()) : null;
  }

  private static @Nullable Long idOf(@Nullable Snapshot snapshot) {
    return snapshot == null ? null : snapshot.snapshotId();
  }
}
