package trunkline.warehouse.lake;

import java.util.Collection;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;

/**
 * Shows the engine a table as it is at this moment: only the rows of its current snapshot. What a
 * crash left behind in the folder is never seen.
 */
public final class TableView {
  private TableView() {}

  public static void create(EmbeddedEngine engine, TableIdentifier name, Table table) {
    create(engine, name, table.schema(), TableFiles.of(name, table));
  }

  /** The same over some of its files, which have no row deletes. */
  public static void create(
      EmbeddedEngine engine, TableIdentifier name, Table table, Collection<DataFile> files) {
    create(engine, name, table, files, List.of());
  }

  /** The same over some of its files, and all that deletes rows of those. */
  public static void create(
      EmbeddedEngine engine,
      TableIdentifier name,
      Table table,
      Collection<DataFile> files,
      Collection<DeleteFile> deleting) {
    create(engine, name, table.schema(), TableFiles.of(table, files, deleting));
  }

  /** Shows the table's columns and none of its rows. */
  public static void createEmpty(EmbeddedEngine engine, TableIdentifier name, Table table) {
    create(engine, name, new FileRows(name, table.schema()).none());
  }

  /** Makes the place where a view of that name will stand. Not for two threads at once. */
  public static void prepare(EmbeddedEngine engine, TableIdentifier name) {
    engine.execute("CREATE SCHEMA IF NOT EXISTS " + Literal.name(name.namespace().toString()));
  }

  /** The same over given files, for a table that is not published yet. */
  public static void create(
      EmbeddedEngine engine, TableIdentifier name, Schema schema, TableFiles files) {
    create(engine, name, new FileRows(name, schema).of(files));
  }

  /** The same over any rows. */
  public static void create(EmbeddedEngine engine, TableIdentifier name, String select) {
    prepare(engine, name);
    engine.execute(
        "CREATE OR REPLACE VIEW %s.%s AS %s"
            .formatted(
                Literal.name(name.namespace().toString()), Literal.name(name.name()), select));
  }
}
