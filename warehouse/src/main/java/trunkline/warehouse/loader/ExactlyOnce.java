package trunkline.warehouse.loader;

import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import trunkline.warehouse.landing.Position;

/**
 * Appends the rows of a chain of batches and moves the service's watermark, in one commit or not at
 * all.
 *
 * <p>The commit holds only if the watermark is still where the chain begins: of two loaders that
 * read the same batches one commits, and the other learns that it came late. The check runs again
 * on every retry, against the table as it then is. The batch id in the snapshot says the same a
 * second time, for a reader of the history and against a watermark set back by hand.
 */
record ExactlyOnce(String service, Position from, Position to) {
  private static final String BATCH_ID = "dw.batch-id";

  /** Says whether the rows are in the table through this commit. */
  boolean commit(Table table, DataFile file, Map<String, String> summary) {
    Transaction transaction = table.newTransaction();
    var append = transaction.newAppend().appendFile(file).set(BATCH_ID, batchId());
    summary.forEach(append::set);
    append.validateWith(history -> stillAt(transaction.table()) && isNew(history));
    try {
      append.commit();
      transaction.updateProperties().set(BronzeEvent.watermarkKey(service), to.toString()).commit();
      transaction.commitTransaction();
      return true;
    } catch (ValidationException e) {
      return false;
    }
  }

  private boolean stillAt(Table table) {
    return BronzeEvent.watermark(table, service).equals(from);
  }

  private boolean isNew(Iterable<Snapshot> history) {
    for (Snapshot snapshot : history) {
      if (batchId().equals(snapshot.summary().get(BATCH_ID))) {
        return false;
      }
    }
    return true;
  }

  private String batchId() {
    return "%s/%s..%s".formatted(service, from, to);
  }
}
