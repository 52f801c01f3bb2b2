package trunkline.warehouse.model;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;

/**
 * Brings every table up to its model.
 *
 * <p>A table carries the fingerprint of what it was made from. Where that is still true nothing is
 * done, so a refresh without news costs a look at the catalog, and a run that was killed is
 * finished by the next one. The rest is built, tested, and, when all tests pass, published together
 * at the end.
 */
public final class ModelRunner {
  private final Lake lake;
  private final ModelGraph graph;
  private final EngineSettings settings;
  private final int modelsAtOnce;
  private final Clock clock;
  private final Consumer<String> progress;
  private Set<TableIdentifier> crowded = Set.of();

  public ModelRunner(
      Lake lake,
      ModelGraph graph,
      EngineSettings settings,
      int modelsAtOnce,
      Clock clock,
      Consumer<String> progress) {
    this.lake = lake;
    this.graph = graph;
    this.settings = settings;
    this.modelsAtOnce = modelsAtOnce;
    this.clock = clock;
    this.progress = progress;
  }

  /** Brings the chosen ones up; the others stay as they are. */
  public List<ModelResult> run(Selection selection) {
    return run(selection, false);
  }

  /** The same; {@code full} makes the chosen ones from all, changed or not. */
  public List<ModelResult> run(Selection selection, boolean full) {
    Set<Model> chosen = selection.of(graph);
    Plan plan = Plan.of(lake, graph, chosen, full);
    if (chosen.stream().noneMatch(plan::isStale)) {
      return chosen.stream().map(this::upToDate).toList();
    }
    crowded = plan.crowded(chosen);
    try (var engine = EmbeddedEngine.open(settings)) {
      return new ModelRun(lake, graph, plan, engine, clock, progress).run(chosen, modelsAtOnce);
    }
  }

  /** Tables of the last run in which so many files have gathered that reading becomes slow. */
  public Set<TableIdentifier> crowded() {
    return crowded;
  }

  /** What {@link #run} says when there is nothing to do. */
  public List<ModelResult> upToDate() {
    return graph.models().stream().map(this::upToDate).toList();
  }

  private ModelResult upToDate(Model model) {
    return ModelResult.of(
        model.table().toString(), ModelResult.Outcome.UP_TO_DATE, "", clock.instant(), "");
  }

  /** What {@link #run} would make anew, in its order, and why. */
  public List<PlanStep> plan(Selection selection) {
    Set<Model> chosen = selection.of(graph);
    Plan plan = Plan.of(lake, graph, chosen, false);
    return chosen.stream()
        .flatMap(
            model ->
                plan.why(model, graph).stream()
                    .map(
                        why -> new PlanStep(model.table().toString(), why, plan.way(model).told())))
        .toList();
  }
}
