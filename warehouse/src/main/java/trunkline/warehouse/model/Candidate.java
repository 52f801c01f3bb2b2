package trunkline.warehouse.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
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
import trunkline.warehouse.lake.TableShape;

/**
 * A model's new content, written and not yet published. Publishing replaces the old content in one
 * commit, unless somebody else has published since the run began: then theirs is the newer.
 *
 * @param fingerprint what the content was made from: the model's text and its inputs' fingerprints
 */
record Candidate(Model model, Optional<Base> base, Written written, String fingerprint) {
  static final String FINGERPRINT = "dw.fingerprint";

  /** Long enough for every query that reads the old content to end. */
  private static final Duration KEPT = Duration.ofHours(24);

  /** A table as a run found it; the table itself moves on when it is asked for a transaction. */
  record Base(Table table, @Nullable Long snapshot) {
    static Base of(Table table) {
      return new Base(table, idOf(table.currentSnapshot()));
    }
  }

  static Candidate write(
      DataFileWriter writer,
      Model model,
      Optional<Base> base,
      Schema wanted,
      String select,
      String fingerprint) {
    Schema schema =
        base.map(Base::table)
            .map(t -> TableShape.change(t.updateSchema(), t.schema(), wanted).apply())
            .orElse(wanted);
    return new Candidate(model, base, writer.write(model.table(), schema, select), fingerprint);
  }

  /**
   * Says whether the content is now what everybody reads. A file without rows belongs to nobody.
   */
  boolean publish(Lake lake) {
    try {
      if (base.isPresent()) {
        replace(base.get());
      } else {
        create(lake);
      }
      if (written.rows() == 0) {
        written.discard();
      }
      return true;
    } catch (ValidationException | AlreadyExistsException | CommitFailedException e) {
      written.discard();
      return false;
    }
  }

  private void create(Lake lake) {
    Transaction transaction =
        lake.build(model.table(), written.schema())
            .withProperties(properties())
            .createTransaction();
    if (written.rows() > 0) {
      var spec = transaction.table().spec();
      transaction.newAppend().appendFile(written.dataFile(spec, "")).commit();
    }
    transaction.commitTransaction();
  }

  private void replace(Base base) {
    Table table = base.table();
    Transaction transaction = table.newTransaction();
    if (!TableShape.same(table.schema(), written.schema())) {
      TableShape.change(transaction.updateSchema(), table.schema(), written.schema()).commit();
    }
    var overwrite = transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    if (written.rows() > 0) {
      overwrite.addFile(written.dataFile(table.spec(), ""));
    }
    overwrite.validateWith(history -> Objects.equals(base.snapshot(), newest(history))).commit();
    var update = transaction.updateProperties();
    properties().forEach(update::set);
    update.commit();
    transaction
        .expireSnapshots()
        .expireOlderThan(Instant.now().minus(KEPT).toEpochMilli())
        .retainLast(2)
        .commit();
    transaction.commitTransaction();
  }

  private Map<String, String> properties() {
    return Map.of(FINGERPRINT, fingerprint, "comment", model.grain());
  }

  private static @Nullable Long newest(Iterable<Snapshot> history) {
    var snapshots = history.iterator();
    return snapshots.hasNext() ? idOf(snapshots.next()) : null;
  }

  private static @Nullable Long idOf(@Nullable Snapshot snapshot) {
    return snapshot == null ? null : snapshot.snapshotId();
  }
}
