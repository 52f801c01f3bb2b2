package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.ColumnTypes;
import trunkline.warehouse.model.ChangedRows.Change;
import trunkline.warehouse.refusal.Refusal;

/**
 * Sums by a key, as a model's query makes them: those of what came are added to those that are
 * there, those of what went are taken off.
 *
 * @param changes by input, what came and went
 */
record Sums(Model model, Schema schema, ModelGraph graph, Map<String, Change> changes) {
  /** Refuses sums that would round, and so would depend on the order in which they are made. */
  static void check(Model model, Schema schema) {
    for (Types.NestedField column : schema.columns()) {
      boolean isExact =
          switch (column.type().typeId()) {
            case INTEGER, LONG, DECIMAL -> true;
            default -> model.header().key().contains(column.name());
          };
      if (!isExact) {
        throw Refusal.modelInvalid(
            model.name(),
            "sums %s, which is of type %s: cast it to a whole number or a decimal"
                .formatted(column.name(), column.type()));
      }
    }
  }

  /** What the changes add to each sum, and what they take off. */
  String difference() {
    return "SELECT %s FROM (%s) AS came UNION ALL SELECT %s FROM (%s) AS gone"
        .formatted(
            columns(""), model.body(inputs(Change::came)),
            columns("-"), model.body(inputs(Change::gone)));
  }

  private Names inputs(Function<Change, List<String>> part) {
    return name -> {
      Stream<String> rows = part.apply(changes.getOrDefault(name, Change.NOTHING)).stream();
      String none = "SELECT * FROM " + graph.tableOf(name) + " WHERE FALSE";
      return "(" + Change.all(rows).orElse(none) + ")";
    };
  }

  /** The sums of these rows, but those of nothing. */
  String of(String rows) {
    List<String> columns = new ArrayList<>();
    for (Types.NestedField column : schema.columns()) {
      String name = Literal.name(column.name());
      String type = ColumnTypes.toEngine(column.type()).orElseThrow();
      columns.add(isKey(column) ? name : "CAST(SUM(%1$s) AS %2$s) AS %1$s".formatted(name, type));
    }
    return "SELECT %s FROM (%s) AS part GROUP BY %s HAVING SUM(%s) <> 0"
        .formatted(
            String.join(", ", columns),
            rows,
            String.join(", ", model.header().key()),
            Literal.name(model.header().counts()));
  }

  private String columns(String sign) {
    return schema.columns().stream()
        .map(
            column -> {
              String name = Literal.name(column.name());
              return isKey(column) ? name : sign + name + " AS " + name;
            })
        .collect(Collectors.joining(", "));
  }

  private boolean isKey(Types.NestedField column) {
    return model.header().key().contains(column.name());
  }

  /** For tests: the touched sums as they are going to be, and what was added to them. */
  Names now(Kept kept) {
    return state(kept, "fresh", inputs(Change::came));
  }

  /** For tests: the same sums as they were, and what was taken off. */
  Names before(Kept kept) {
    return state(kept, "old", inputs(Change::gone));
  }

  private static Names state(Kept kept, String sums, Names inputs) {
    return new Names() {
      @Override
      public String model(String name) {
        return inputs.model(name);
      }

      @Override
      public String rowsOfThings(Model own) {
        return kept.place(sums).toString();
      }
    };
  }
}
