package trunkline.warehouse.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.refusal.Refusal;

/** The columns of a query's result, as a table has them. */
public final class TableShape {
  private TableShape() {}

  /** The columns that {@code select} gives, with field ids from 1. */
  public static Schema of(EmbeddedEngine engine, String model, String select) {
    List<Types.NestedField> columns = new ArrayList<>();
    for (var row : engine.rows("DESCRIBE " + select)) {
      String name = Objects.requireNonNull(row.get(0)).toString();
      String type = Objects.requireNonNull(row.get(1)).toString();
      var known =
          ColumnTypes.fromEngine(type)
              .orElseThrow(
                  () ->
                      Refusal.modelInvalid(
                          model,
                          "has the column %s of type %s, which tables don't know: cast it"
                              .formatted(name, type)));
      columns.add(Types.NestedField.optional(columns.size() + 1, name, known));
    }
    return new Schema(columns);
  }

  /**
   * Makes {@code update} give {@code present} the columns of {@code wanted}. A column that stays
   * keeps its id; one whose type changed is a new column of the same name.
   */
  public static UpdateSchema change(UpdateSchema update, Schema present, Schema wanted) {
    for (Types.NestedField column : present.columns()) {
      if (!sameIn(wanted, column)) {
        update.deleteColumn(column.name());
      }
    }
    for (Types.NestedField column : wanted.columns()) {
      if (!sameIn(present, column)) {
        update.addColumn(column.name(), column.type());
      }
    }
    return update;
  }

  /** Says whether both have the same columns, whatever their ids and order. */
  public static boolean same(Schema one, Schema other) {
    return columns(one).equals(columns(other));
  }

  private static boolean sameIn(Schema schema, Types.NestedField column) {
    return columns(schema).contains(text(column));
  }

  private static Set<String> columns(Schema schema) {
    return schema.columns().stream().map(TableShape::text).collect(Collectors.toSet());
  }

  private static String text(Types.NestedField column) {
    return column.name() + " " + column.type();
  }
}
