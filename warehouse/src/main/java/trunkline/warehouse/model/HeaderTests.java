package trunkline.warehouse.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.Literal;

/**
 * The tests that a header asks for by name, as queries for rows that should not be: unique, not
 * null, accepted values, range, relation.
 */
final class HeaderTests {
  private final Model model;
  private final UnaryOperator<String> tableOfModel;
  private final Map<String, String> queries = new LinkedHashMap<>();

  private HeaderTests(Model model, UnaryOperator<String> tableOfModel) {
    this.model = model;
    this.tableOfModel = tableOfModel;
  }

  /** By name, in the header's order. */
  static Map<String, String> of(Model model, UnaryOperator<String> tableOfModel) {
    var tests = new HeaderTests(model, tableOfModel);
    ModelHeader header = model.header();
    tests.unique(header.key());
    tests.filled(header);
    header.accepted().forEach(tests::accepted);
    header.range().forEach(tests::range);
    header.relations().forEach(tests::relation);
    header.holds().forEach((rule, sql) -> tests.put(rule, model.resolve(sql, tableOfModel)));
    return tests.queries;
  }

  private void put(String test, String sql) {
    queries.put(test, sql);
  }

  private void unique(List<String> columns) {
    String key = String.join(", ", columns);
    put(
        "unique " + key,
        "SELECT %s FROM %s GROUP BY %s HAVING COUNT(*) > 1".formatted(key, model.table(), key));
  }

  private void filled(ModelHeader header) {
    List<String> filled = new ArrayList<>(header.key());
    filled.addAll(header.notNull());
    put(
        "not null " + String.join(", ", filled),
        "SELECT 1 FROM %s WHERE %s"
            .formatted(
                model.table(),
                filled.stream().map(c -> c + " IS NULL").collect(Collectors.joining(" OR "))));
  }

  private void accepted(String column, List<String> values) {
    String list = values.stream().map(Literal::text).collect(Collectors.joining(", "));
    put(
        "accepted values of " + column,
        "SELECT 1 FROM %s WHERE %s NOT IN (%s)".formatted(model.table(), column, list));
  }

  private void range(String column, List<@Nullable BigDecimal> ends) {
    List<String> outside = new ArrayList<>();
    BigDecimal least = ends.get(0);
    BigDecimal greatest = ends.get(1);
    if (least != null) {
      outside.add(column + " < " + least.toPlainString());
    }
    if (greatest != null) {
      outside.add(column + " > " + greatest.toPlainString());
    }
    put(
        "range of " + column,
        "SELECT 1 FROM %s WHERE %s".formatted(model.table(), String.join(" OR ", outside)));
  }

  private void relation(String column, String other) {
    put(
        "relation of %s to %s".formatted(column, other),
        """
        SELECT 1 FROM %1$s AS here
        WHERE here.%2$s IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM %3$s AS there WHERE there.tenant = here.tenant AND there.%2$s = here.%2$s)
        """
            .formatted(model.table(), column, tableOfModel.apply(other)));
  }
}
