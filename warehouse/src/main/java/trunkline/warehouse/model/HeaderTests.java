package trunkline.warehouse.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.Literal;

/**
 * The tests that a header asks for by name, as queries for rows that should not be: unique, not
 * null, accepted values, range, relation.
 */
final class HeaderTests {
  private final Model model;
  private final Names names;
  private final String rows;
  private final Map<String, String> queries = new LinkedHashMap<>();

  private HeaderTests(Model model, Names names, String rows) {
    this.model = model;
    this.names = names;
    this.rows = rows;
  }

  /** All of the table, by name, in the header's order. */
  static Map<String, String> of(Model model, Names names) {
    return of(model, names, model.table().toString());
  }

  /**
   * The same for a table that had passed before these rows came to it, and others may have gone: a
   * test of each row by itself, or of the keys that came, says no less than one of all.
   */
  static Map<String, String> of(Model model, Names names, String rows) {
    var tests = new HeaderTests(model, names, rows);
    ModelHeader header = model.header();
    tests.unique(header.key());
    tests.filled(header);
    header.accepted().forEach(tests::accepted);
    header.range().forEach(tests::range);
    header.relations().forEach(tests::relation);
    if (header.materialisation() == Materialisation.SCD2) {
      tests.queries.putAll(Versions.rules(model, names, rows));
    }
    header.holds().forEach((rule, sql) -> tests.put(rule, model.resolve(sql, names)));
    return tests.queries;
  }

  private void put(String test, String sql) {
    queries.put(test, sql);
  }

  private void unique(List<String> columns) {
    String key = String.join(", ", columns);
    put(
        "unique " + key,
        "SELECT %1$s FROM %2$s GROUP BY %1$s HAVING COUNT(*) > 1".formatted(key, amongOthers(key)));
  }

  /**
   * Where a key that came could stand twice. Two things can't have the same when it names the
   * thing, or an event, of which the table of events was tested to have each once.
   */
  private String amongOthers(String key) {
    String all = model.table().toString();
    if (rows.equals(all)) {
      return all;
    }
    if (names.holdKeys(model)) {
      return names.rowsOfThings(model);
    }
    return "(SELECT %1$s FROM %2$s WHERE (%1$s) IN (SELECT %1$s FROM %3$s)) AS others"
        .formatted(key, all, rows);
  }

  private void filled(ModelHeader header) {
    List<String> filled = new ArrayList<>(header.key());
    filled.addAll(header.notNull());
    put(
        "not null " + String.join(", ", filled),
        "SELECT 1 FROM %s WHERE %s"
            .formatted(
                rows,
                filled.stream().map(c -> c + " IS NULL").collect(Collectors.joining(" OR "))));
  }

  private void accepted(String column, List<String> values) {
    String list = values.stream().map(Literal::text).collect(Collectors.joining(", "));
    put(
        "accepted values of " + column,
        "SELECT 1 FROM %s WHERE %s NOT IN (%s)".formatted(rows, column, list));
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
        "SELECT 1 FROM %s WHERE %s".formatted(rows, String.join(" OR ", outside)));
  }

  private void relation(String column, String other) {
    put(
        "relation of %s to %s".formatted(column, other),
        """
        SELECT 1 FROM %1$s AS here
        WHERE here.%2$s IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM %3$s AS there WHERE there.tenant = here.tenant AND there.%2$s = here.%2$s)
        """
            .formatted(model.table(), column, names.model(other)));
  }
}
