package trunkline.warehouse.maintenance;

import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.lake.TableView;

/**
 * Makes one data file of many, with the same rows and the columns of today; a row that was deleted
 * is not in it. The commit holds only while every one of them is still the table's and has no more
 * rows deleted: who loads meanwhile is not disturbed, and who erases or rewrites wins.
 */
final class Compaction {
  private static final TableIdentifier SHOWN = TableIdentifier.of("compaction", "part");

  private final DataFileWriter writer;
  private final EmbeddedEngine engine;

  Compaction(DataFileWriter writer, EmbeddedEngine engine) {
    this.writer = writer;
    this.engine = engine;
  }

  /** Says whether the table now has the one file; if not, another process was faster. */
  boolean run(TableIdentifier name, Table table, SmallFiles small) {
    long snapshot = Objects.requireNonNull(table.currentSnapshot()).snapshotId();
    Written one = write(name, table, small);
    if (one.rows() != small.rows()) {
      one.discard();
      throw new IllegalStateException(
          "%s: %d rows of %d in compaction".formatted(name, one.rows(), small.rows()));
    }
    try {
      RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(snapshot);
      small.files().forEach(rewrite::deleteFile);
      small.deletes().forEach(rewrite::deleteFile);
      rewrite.addFile(one.dataFile(table.spec(), small.partition()));
      rewrite.commit();
      return true;
    } catch (ValidationException | CommitFailedException e) {
      one.discard();
      return false;
    }
  }

  private Written write(TableIdentifier name, Table table, SmallFiles small) {
    TableView.create(engine, SHOWN, table, small.files(), small.deletes());
    String columns =
        table.schema().columns().stream()
            .map(Types.NestedField::name)
            .map(Literal::name)
            .collect(Collectors.joining(", "));
    return writer.write(
        name, table.schema(), "SELECT " + columns + " FROM " + SHOWN + inOrder(table));
  }

  /** Events lie in the order of their log, so that a reader of a part of it skips the rest. */
  private static String inOrder(Table table) {
    boolean isLog =
        table.schema().findField("tx") != null && table.schema().findField("seq") != null;
    return isLog ? " ORDER BY tx, seq" : "";
  }
}
