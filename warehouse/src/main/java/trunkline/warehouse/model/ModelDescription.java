package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as a person or a catalog of data wants to know it.
 *
 * @param table with its layer
 * @param grain {@code one row per …}
 * @param inputs the tables that it reads, in the order of their names
 * @param columns what each column means
 * @param tests what is tested before the table is published, and what only warns
 */
public record ModelDescription(
    String table,
    String grain,
    String owner,
    List<String> inputs,
    Map<String, String> columns,
    List<String> tests) {
  public ModelDescription {
    inputs = List.copyOf(inputs);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    tests = List.copyOf(tests);
  }

  static ModelDescription of(Model model, ModelGraph graph) {
    List<String> inputs = new ArrayList<>();
    model.sources().stream().map(Source::table).distinct().forEach(inputs::add);
    model.references().stream().map(graph::tableOf).forEach(inputs::add);
    return new ModelDescription(
        model.table().toString(),
        model.grain(),
        model.header().owner(),
        inputs,
        model.header().columns(),
        tests(model, graph));
  }

  private static List<String> tests(Model model, ModelGraph graph) {
    List<String> tests = new ArrayList<>(HeaderTests.of(model, graph::tableOf).keySet());
    model.header().reconciles().keySet().forEach(what -> tests.add("reconciles " + what));
    model.header().warns().keySet().forEach(rule -> tests.add("warns unless " + rule));
    Freshness freshness = model.header().freshness();
    if (freshness != null) {
      tests.add(freshness.told());
    }
    return tests;
  }
}
