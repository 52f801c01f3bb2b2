package trunkline.warehouse.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeSet;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import trunkline.warehouse.loader.BronzeEvent;

/**
 * The content of a source as a text: how far bronze is loaded and erased; of any other table the
 * data files that hold it, which never change.
 */
final class SourceState {
  private SourceState() {}

  static String of(Table table, Source source) {
    if (source.name().equals(BronzeEvent.NAME)) {
      return BronzeEvent.state(table, source.service());
    }
    Expression part =
        source.isWhole()
            ? Expressions.alwaysTrue()
            : Expressions.equal("service", source.service());
    var files = new TreeSet<String>();
    try (var tasks = table.newScan().filter(part).planFiles()) {
      for (FileScanTask task : tasks) {
        files.add(task.file().location());
      }
      return files.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
