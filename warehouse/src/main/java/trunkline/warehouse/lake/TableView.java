package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.refusal.Refusal;

/**
 * Shows the engine a table as it is at this moment: only the files of its current snapshot, columns
 * found by field id and not by name. What a crash left behind in the folder is never seen.
 */
public final class TableView {
  private TableView() {}

  public static void create(EmbeddedEngine engine, TableIdentifier name, Table table) {
    create(engine, name, table.schema(), files(name, table));
  }

  /** The same over some of its files, which have no row deletes. */
  public static void create(
      EmbeddedEngine engine, TableIdentifier name, Table table, Collection<DataFile> files) {
    create(
        engine,
        name,
        table.schema(),
        files.stream().map(file -> LakeFiles.pathOf(table, file).toString()).toList());
  }

  /** Shows the table's columns and none of its rows. */
  public static void createEmpty(EmbeddedEngine engine, TableIdentifier name, Table table) {
    create(engine, name, table.schema(), List.of());
  }

  /** Makes the place where a view of that name will stand. Not for two threads at once. */
  public static void prepare(EmbeddedEngine engine, TableIdentifier name) {
    engine.execute("CREATE SCHEMA IF NOT EXISTS " + Literal.name(name.namespace().toString()));
  }

  /** The same over given files, for a table that is not published yet. */
  static void create(
      EmbeddedEngine engine, TableIdentifier name, Schema schema, List<String> files) {
    String namespace = Literal.name(name.namespace().toString());
    prepare(engine, name);
    engine.execute(
        "CREATE OR REPLACE VIEW %s.%s AS %s"
            .formatted(namespace, Literal.name(name.name()), select(name, schema, files)));
  }

  private static String select(TableIdentifier name, Schema schema, List<String> files) {
    if (files.isEmpty()) {
      return schema.columns().stream()
          .map(c -> "CAST(NULL AS " + engineType(name, c) + ") AS " + Literal.name(c.name()))
          .collect(Collectors.joining(", ", "SELECT ", " WHERE FALSE"));
    }
    String columns =
        schema.columns().stream()
            .map(c -> column(name, c))
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "SELECT * FROM read_parquet(%s, schema = %s)".formatted(Literal.list(files), columns);
  }

  private static String column(TableIdentifier table, Types.NestedField column) {
    return "%d: {name: %s, type: %s, default_value: NULL}"
        .formatted(
            column.fieldId(), Literal.text(column.name()), Literal.text(engineType(table, column)));
  }

  private static String engineType(TableIdentifier table, Types.NestedField column) {
    return ColumnTypes.toEngine(column.type())
        .orElseThrow(
            () ->
                Refusal.tableUnsupported(
                    table.toString(), "column " + column.name() + " is of type " + column.type()));
  }

  private static List<String> files(TableIdentifier name, Table table) {
    List<String> files = new ArrayList<>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw Refusal.tableUnsupported(
              name.toString(), "another engine left row deletes in it; compact it there first");
        }
        files.add(LakeFiles.pathOf(table, task.file()).toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
