package trunkline.warehouse.loader;

import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
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
  /**
   * Says whether the rows are in the table through this commit.
   *
   * @param properties what else the table has to remember from this moment on
   */
  boolean commit(
      Table table, DataFile file, Map<String, String> summary, Map<String, String> properties) {
    Transaction transaction = table.newTransaction();
    var append = transaction.newAppend().appendFile(file).set(BatchIds.KEY, part().toString());
    summary.forEach(append::set);
    append.validateWith(
        history -> stillAt(transaction.table()) && isNew(transaction.table(), history));
    try {
      append.commit();
      var update = transaction.updateProperties();
      update.set(BronzeEvent.watermarkKey(service), to.toString());
      properties.forEach(update::set);
      update.commit();
      transaction.commitTransaction();
      return true;
    } catch (ValidationException | CommitFailedException e) {
      return false; // too late, or too often outrun by commits of others: looked at anew
    }
  }

  private boolean stillAt(Table table) {
    return BronzeEvent.watermark(table, service).equals(from);
  }

  private boolean isNew(Table table, Iterable<Snapshot> history) {
    return !BatchIds.hold(table, history, part());
  }

  private BatchIds.Part part() {
    return new BatchIds.Part(service, from, to);
  }
}
