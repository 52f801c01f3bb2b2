package trunkline.warehouse.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Schema;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableShape;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.model.ModelResult.Outcome;
import trunkline.warehouse.model.ModelResult.TestResult;
import trunkline.warehouse.refusal.Refusal;

/** One run over the stale models: build and test each, then publish what is good. */
final class ModelRun {
  private final Lake lake;
  private final ModelGraph graph;
  private final EmbeddedEngine engine;
  private final Consumer<String> progress;
  private final DataFileWriter writer;
  private final Map<Model, ModelResult> results = new LinkedHashMap<>();
  private final Map<Model, Candidate> candidates = new LinkedHashMap<>();

  ModelRun(Lake lake, ModelGraph graph, EmbeddedEngine engine, Consumer<String> progress) {
    this.lake = lake;
    this.graph = graph;
    this.engine = engine;
    this.progress = progress;
    this.writer = new DataFileWriter(lake, engine);
  }

  List<ModelResult> run(ModelRunner.Plan plan) {
    Idioms.define(engine);
    plan.sources().forEach((name, table) -> TableView.create(engine, name, table));
    for (Model model : graph.models()) {
      ModelResult result = bringUp(model, plan);
      results.put(model, result);
      if (result.outcome() != Outcome.UP_TO_DATE) {
        progress.accept("%s: %s".formatted(result.table(), told(result)));
      }
    }
    candidates.forEach(this::publish);
    return List.copyOf(results.values());
  }

  private static String told(ModelResult result) {
    return result.isGood()
        ? "%,d rows, %d tests passed, %,d ms"
            .formatted(result.rows(), result.tests().size(), result.millis())
        : result.outcome() + " " + result.detail();
  }

  private ModelResult bringUp(Model model, ModelRunner.Plan plan) {
    String table = model.table().toString();
    List<String> missing = model.references().stream().filter(name -> !isGood(name)).toList();
    if (!missing.isEmpty()) {
      return ModelResult.of(table, Outcome.SKIPPED, "needs " + missing);
    }
    if (!plan.isStale(model)) {
      plan.present(model).ifPresent(base -> TableView.create(engine, model.table(), base.table()));
      return ModelResult.of(table, Outcome.UP_TO_DATE, "");
    }
    try {
      return build(model, plan);
    } catch (EngineFailure | Refusal e) {
      return ModelResult.of(table, Outcome.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private boolean isGood(String name) {
    return results.entrySet().stream()
        .anyMatch(e -> e.getKey().name().equals(name) && e.getValue().isGood());
  }

  private ModelResult build(Model model, ModelRunner.Plan plan) {
    long began = System.nanoTime();
    String select = model.query(graph::tableOf);
    Schema shape = TableShape.of(engine, model.name(), select);
    var candidate =
        Candidate.write(writer, model, plan.present(model), shape, select, plan.fingerprint(model));
    candidate.written().show(engine, model.table());
    List<TestResult> tests = new ModelTests(engine, graph::tableOf).run(model);
    List<String> failed =
        tests.stream().filter(TestResult::isObstacle).map(TestResult::told).toList();
    if (failed.isEmpty()) {
      candidates.put(model, candidate);
    } else {
      candidate.written().discard();
    }
    return new ModelResult(
        model.table().toString(),
        failed.isEmpty() ? Outcome.PUBLISHED : Outcome.FAILED,
        candidate.written().rows(),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        tests,
        String.join("; ", failed));
  }

  private void publish(Model model, Candidate candidate) {
    if (!candidate.publish(lake)) {
      results.computeIfPresent(model, (m, result) -> result.as(Outcome.OVERTAKEN));
    }
  }
}
