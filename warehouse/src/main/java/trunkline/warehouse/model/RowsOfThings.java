package trunkline.warehouse.model;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.lake.TableView;

/** A model's inputs, with the rows of touched things and of no others. */
final class RowsOfThings implements Names {
  private final Kept kept;
  private final Plan plan;
  private final ModelGraph graph;
  private final ChangedRows changed;

  RowsOfThings(Kept kept, Plan plan, ModelGraph graph, ChangedRows changed) {
    this.kept = kept;
    this.plan = plan;
    this.graph = graph;
    this.changed = changed;
  }

  /** Reads them, but those that the run has read for another model already. */
  void keep() {
    for (String name : kept.model().inputs()) {
      Model input = graph.get(name);
      if (tellsThings(input)) {
        read(input);
      }
    }
  }

  private void read(Model input) {
    String what = "of_" + input.name();
    if (holdsAll(input)) {
      String rows = "SELECT * FROM " + ChangedRows.place(input, "fresh");
      TableView.create(kept.engine(), kept.place(what), kept.among("touched", rows));
    } else {
      kept.keep(what, kept.among("touched", "SELECT * FROM " + graph.tableOf(input.name())));
    }
  }

  boolean tellsThings(Model input) {
    Set<String> columns =
        plan.present(input).orElseThrow().table().schema().columns().stream()
            .map(Types.NestedField::name)
            .collect(Collectors.toSet());
    return columns.containsAll(kept.by());
  }

  /** Whether all things that are touched here were touched there, so that their rows are known. */
  private boolean holdsAll(Model input) {
    if (!changed.knowsThings(input) || !input.header().by().equals(kept.by())) {
      return false;
    }
    String others =
        "SELECT COUNT(*) FROM %s AS own ANTI JOIN %s AS other USING (%s)"
            .formatted(kept.place("touched"), ChangedRows.place(input, "touched"), kept.columns());
    return kept.engine().number(others).signum() == 0;
  }

  @Override
  public String model(String name) {
    boolean isKept = kept.model().inputs().contains(name) && tellsThings(graph.get(name));
    return isKept ? kept.place("of_" + name).toString() : graph.tableOf(name);
  }

  @Override
  public String rowsOfThings(Model own) {
    return kept.place("fresh").toString();
  }

  @Override
  public String touched(String columns) {
    return "(%s) IN (SELECT %s FROM %s)".formatted(columns, kept.columns(), kept.place("touched"));
  }
}
