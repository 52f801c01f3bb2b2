package trunkline.warehouse.trino;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;

/** In what two tables of the lake differ, whatever the order of their columns and rows. */
final class TableDifference {
  private static final int SHOWN = 3;

  private final Lake lake;
  private final EmbeddedEngine engine;

  TableDifference(Lake lake, EmbeddedEngine engine) {
    this.lake = lake;
    this.engine = engine;
  }

  /** Empty when both have the same columns of the same types, and each row as often. */
  Optional<String> between(TableIdentifier made, TableIdentifier other) {
    Map<String, String> wanted = columns(made);
    Map<String, String> found = columns(other);
    if (!wanted.equals(found)) {
      return Optional.of("columns are " + found + " and not " + wanted);
    }
    String columns = wanted.keySet().stream().map(Literal::name).collect(Collectors.joining(", "));
    List<String> differences = new ArrayList<>();
    onlyIn("DuckDB", columns, made, other).ifPresent(differences::add);
    onlyIn("Trino", columns, other, made).ifPresent(differences::add);
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private Map<String, String> columns(TableIdentifier name) {
    Table table = lake.find(name).orElseThrow();
    TableView.create(engine, name, table);
    Map<String, String> columns = new TreeMap<>();
    for (Types.NestedField column : table.schema().columns()) {
      columns.put(column.name(), column.type().toString());
    }
    return columns;
  }

  private Optional<String> onlyIn(
      String whose, String columns, TableIdentifier one, TableIdentifier other) {
    String only =
        "(SELECT %1$s FROM %2$s EXCEPT ALL SELECT %1$s FROM %3$s) AS only_here"
            .formatted(columns, one, other);
    long count = engine.number("SELECT COUNT(*) FROM " + only).longValueExact();
    if (count == 0) {
      return Optional.empty();
    }
    String some =
        engine.rows("SELECT * FROM " + only + " ORDER BY ALL LIMIT " + SHOWN).stream()
            .map(List::toString)
            .collect(Collectors.joining(" "));
    return Optional.of("%,d rows only with %s, such as %s".formatted(count, whose, some));
  }
}
