package trunkline.warehouse.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.model.ModelResult.TestResult;

/** Tests a model's result before anybody sees it. All of them block. */
final class ModelTests {
  private final EmbeddedEngine engine;
  private final UnaryOperator<String> tableOfModel;

  ModelTests(EmbeddedEngine engine, UnaryOperator<String> tableOfModel) {
    this.engine = engine;
    this.tableOfModel = tableOfModel;
  }

  List<TestResult> run(Model model) {
    List<TestResult> results = new ArrayList<>();
    offenders(model).forEach((test, sql) -> results.add(none(test, sql)));
    model
        .header()
        .reconciles()
        .forEach(
            (what, queries) ->
                results.add(
                    equal(
                        "reconciles " + what,
                        model.resolve(queries.get(0), tableOfModel),
                        model.resolve(queries.get(1), tableOfModel))));
    return results;
  }

  /** Every test that is a query for rows that should not be. */
  private Map<String, String> offenders(Model model) {
    Map<String, String> queries = new LinkedHashMap<>();
    ModelHeader header = model.header();
    String key = String.join(", ", header.key());
    queries.put(
        "unique " + key,
        "SELECT %s FROM %s GROUP BY %s HAVING COUNT(*) > 1".formatted(key, model.table(), key));
    List<String> filled = new ArrayList<>(header.key());
    filled.addAll(header.notNull());
    queries.put(
        "not null " + String.join(", ", filled),
        "SELECT 1 FROM %s WHERE %s"
            .formatted(
                model.table(),
                filled.stream().map(c -> c + " IS NULL").collect(Collectors.joining(" OR "))));
    header.holds().forEach((rule, sql) -> queries.put(rule, model.resolve(sql, tableOfModel)));
    return queries;
  }

  private TestResult none(String test, String sql) {
    try {
      BigDecimal count = engine.number("SELECT COUNT(*) FROM (" + sql + ") AS offender");
      boolean passed = count.signum() == 0;
      return new TestResult(test, passed, passed ? "" : count.toPlainString() + " rows break it");
    } catch (EngineFailure e) {
      return new TestResult(test, false, e.getMessage());
    }
  }

  private TestResult equal(String test, String here, String there) {
    try {
      BigDecimal left = engine.number(here);
      BigDecimal right = engine.number(there);
      boolean passed = left.compareTo(right) == 0;
      return new TestResult(
          test, passed, passed ? "" : left.toPlainString() + " <> " + right.toPlainString());
    } catch (EngineFailure e) {
      return new TestResult(test, false, e.getMessage());
    }
  }
}
