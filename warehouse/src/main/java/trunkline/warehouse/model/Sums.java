package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.ColumnTypes;

/**
 * Sums by a key, as a model's query makes them: of what came they are added to those that are
 * there, of what went they are taken off. That is exact, since a sum of both parts is the sum of
 * the whole, and no type here rounds.
 */
record Sums(Model model, Schema schema) {
  /** What the changes of the inputs add to each sum; each stands there twice at most. */
  String difference(ModelGraph graph, java.util.function.Function<Model, ChangedRows.Change> changes) {
    String came = part(graph, input -> changes.apply(input).came().stream());
    String gone = part(graph, input -> changes.apply(input).gone().stream());
    return "SELECT %s FROM (%s) AS came UNION ALL SELECT %s FROM (%s) AS gone"
        .formatted(columns(""), came, columns("-"), gone);
  }

  private String part(
      ModelGraph graph, java.util.function.Function<Model, Stream<String>> queries) {
    return model.body(
        name -> {
          Model input = graph.get(name);
          Optional<String> rows = ChangedRows.Change.all(queries.apply(input));
          return "(%s)".formatted(rows.orElse("SELECT * FROM " + input.table() + " WHERE FALSE"));
        });
  }

  /** The sums of these rows, but those of nothing. */
  String of(String rows) {
    List<String> columns = new ArrayList<>();
    for (Types.NestedField column : schema.columns()) {
      String name = Literal.name(column.name());
      columns.add(
          isKey(column)
              ? name
              : "CAST(SUM(%1$s) AS %2$s) AS %1$s"
                  .formatted(name, ColumnTypes.toEngine(column.type()).orElseThrow()));
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
}
