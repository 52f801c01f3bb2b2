package trunkline.warehouse.lake;

import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.refusal.Refusal;

/**
 * SQL for the rows that files hold. Columns are found by field id and not by name; a row whose
 * position a delete file names is not there.
 */
public record FileRows(TableIdentifier table, Schema schema) {
  /** Where a row lies: the columns that {@link #located} gives besides the table's. */
  public static final String FILE = "dw_file";

  public static final String POSITION = "dw_position";

  private static final String DELETED_ROWS =
      "MAP {2147483546: {name: 'file_path', type: 'VARCHAR', default_value: NULL}, 2147483545: {name: 'pos', type: 'BIGINT', default_value: NULL}}";

  /** The rows of a table. */
  public String of(TableFiles files) {
    if (files.data().isEmpty()) {
      return none();
    }
    return files.deletes().isEmpty()
        ? "SELECT * FROM " + read(files, "")
        : "SELECT * EXCLUDE (%s, %s) FROM (%s) AS located".formatted(FILE, POSITION, living(files));
  }

  /** The same with the path of each row's file and its place in that, from 0. */
  public String located(TableFiles files) {
    if (files.data().isEmpty()) {
      return none(
          ", CAST(NULL AS VARCHAR) AS %s, CAST(NULL AS BIGINT) AS %s".formatted(FILE, POSITION));
    }
    return files.deletes().isEmpty() ? placed(files) : living(files);
  }

  /** The rows that the delete files name, as they were. */
  public String deleted(TableFiles files) {
    if (files.data().isEmpty() || files.deletes().isEmpty()) {
      return none();
    }
    return "SELECT row.* EXCLUDE (%s, %s) FROM (%s) AS row SEMI JOIN (%s) AS gone ON gone.path = row.%s AND gone.pos = row.%s"
        .formatted(FILE, POSITION, placed(files), positions(files), FILE, POSITION);
  }

  private String living(TableFiles files) {
    return "SELECT row.* FROM (%s) AS row ANTI JOIN (%s) AS gone ON gone.path = row.%s AND gone.pos = row.%s"
        .formatted(placed(files), positions(files), FILE, POSITION);
  }

  private String placed(TableFiles files) {
    return "SELECT * EXCLUDE (filename, file_row_number), filename AS %s, file_row_number AS %s FROM %s"
        .formatted(FILE, POSITION, read(files, ", filename = true, file_row_number = true"));
  }

  /** What a table calls a file may be another place than where the engine reads it. */
  private static String positions(TableFiles files) {
    String places =
        files.data().keySet().stream()
            .map(at -> "(%s, %s)".formatted(Literal.text(at), Literal.text(files.path(at))))
            .collect(Collectors.joining(", "));
    return "SELECT place.path, deleted.pos FROM read_parquet(%s, schema = %s) AS deleted JOIN (VALUES %s) AS place (location, path) ON place.location = deleted.file_path"
        .formatted(Literal.list(files.deletePaths()), DELETED_ROWS, places);
  }

  private String read(TableFiles files, String options) {
    String columns =
        schema.columns().stream().map(this::column).collect(Collectors.joining(", ", "MAP {", "}"));
    return "read_parquet(%s, schema = %s%s)"
        .formatted(Literal.list(files.dataPaths()), columns, options);
  }

  /** The table's columns and none of its rows. */
  public String none() {
    return none("");
  }

  private String none(String more) {
    return schema.columns().stream()
        .map(c -> "CAST(NULL AS " + engineType(c) + ") AS " + Literal.name(c.name()))
        .collect(Collectors.joining(", ", "SELECT ", more + " WHERE FALSE"));
  }

  private String column(Types.NestedField column) {
    return "%d: {name: %s, type: %s, default_value: NULL}"
        .formatted(column.fieldId(), Literal.text(column.name()), Literal.text(engineType(column)));
  }

  private String engineType(Types.NestedField column) {
    return ColumnTypes.toEngine(column.type())
        .orElseThrow(
            () ->
                Refusal.tableUnsupported(
                    table.toString(), "column " + column.name() + " is of type " + column.type()));
  }
}
