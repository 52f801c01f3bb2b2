package trunkline.warehouse.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.model.ModelResult.Outcome;
import trunkline.warehouse.model.ModelResult.TestResult;
import trunkline.warehouse.refusal.Refusal;

/** One run over the stale models: build and test each, then publish what is good. */
final class ModelRun {
  /** A commit waits for the disk most of its time. */
  private static final int COMMITS_AT_ONCE = 4;

  private final Lake lake;
  private final ModelGraph graph;
  private final Plan plan;
  private final EmbeddedEngine engine;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Map<Model, ModelResult> results = new ConcurrentHashMap<>();
  private final Map<Model, Candidate> candidates = new ConcurrentHashMap<>();
  private final ChangedRows changed = new ChangedRows();

  ModelRun(
      Lake lake,
      ModelGraph graph,
      Plan plan,
      EmbeddedEngine engine,
      Clock clock,
      Consumer<String> progress) {
    this.lake = lake;
    this.graph = graph;
    this.plan = plan;
    this.engine = engine;
    this.clock = clock;
    this.progress = progress;
  }

  List<ModelResult> run(Collection<Model> chosen, int atOnce) {
    Idioms.define(engine);
    plan.sources()
        .forEach(
            (name, table) ->
                TableView.create(engine, name, table.schema(), plan.files(name, table)));
    graph.models().forEach(model -> TableView.prepare(engine, model.table()));
    engine.execute("CREATE SCHEMA " + ChangedRows.SCHEMA);
    Set<Model> stale = chosen.stream().filter(plan::isStale).collect(Collectors.toSet());
    stale.stream()
        .flatMap(model -> model.references().stream())
        .distinct()
        .map(graph::get)
        .filter(model -> !plan.isStale(model))
        .forEach(this::show);
    new InOrder(chosen, atOnce).run(engine, this::settle);
    new InOrder(stale, COMMITS_AT_ONCE).run(this::publish);
    return chosen.stream().map(model -> Objects.requireNonNull(results.get(model))).toList();
  }

  /** A table that stays as it is. */
  private void show(Model model) {
    plan.present(model)
        .ifPresent(
            base ->
                TableView.create(engine, model.table(), base.table().schema(), plan.files(model)));
  }

  private void settle(Model model, EmbeddedEngine own) {
    ModelResult result = bringUp(model, own);
    results.put(model, result);
    if (isNews(model, result)) {
      tell("%s: %s".formatted(result.table(), told(result)));
      result.warnings().forEach(warning -> tell("%s warns: %s".formatted(result.table(), warning)));
    }
  }

  /** That a service which has landed nothing has an empty table now is none. */
  private boolean isNews(Model model, ModelResult result) {
    boolean isNewAndEmpty = result.isGood() && result.rows() == 0 && plan.present(model).isEmpty();
    return result.outcome() != Outcome.UP_TO_DATE && !isNewAndEmpty;
  }

  private synchronized void tell(String line) {
    progress.accept(line);
  }

  private static String told(ModelResult result) {
    return result.isGood()
        ? "%,d rows%s, %d tests passed, %,d ms"
            .formatted(
                result.rows(),
                result.inFull() ? "" : " (incrementally)",
                result.tests().stream().filter(TestResult::passed).count(),
                result.millis())
        : result.outcome() + " " + result.detail();
  }

  private ModelResult bringUp(Model model, EmbeddedEngine own) {
    List<String> missing =
        model.references().stream().filter(name -> !isGood(graph.get(name))).toList();
    if (!missing.isEmpty()) {
      return result(model, Outcome.SKIPPED, "needs " + missing);
    }
    if (!plan.isStale(model)) {
      return result(model, Outcome.UP_TO_DATE, "");
    }
    try {
      return Attempts.of(model.name(), () -> build(model, own));
    } catch (EngineFailure | Refusal e) {
      return result(model, Outcome.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private ModelResult result(Model model, Outcome outcome, String detail) {
    return ModelResult.of(
        model.table().toString(),
        outcome,
        plan.why(model, graph).orElse(""),
        clock.instant(),
        detail);
  }

  /** What was not chosen is taken as it is, when it is there. */
  private boolean isGood(Model model) {
    ModelResult result = results.get(model);
    return result == null ? plan.present(model).isPresent() : result.isGood();
  }

  private ModelResult build(Model model, EmbeddedEngine own) {
    Instant startedAt = clock.instant();
    long began = System.nanoTime();
    var made = new Making(lake, model, plan, graph, own, changed).make();
    List<String> failed =
        made.tests().stream().filter(TestResult::isObstacle).map(TestResult::told).toList();
    if (failed.isEmpty()) {
      candidates.put(model, made.candidate());
    } else {
      made.candidate().discard();
    }
    return new ModelResult(
        model.table().toString(),
        failed.isEmpty() ? Outcome.PUBLISHED : Outcome.FAILED,
        plan.why(model, graph).orElse(""),
        startedAt,
        made.candidate().rows(),
        made.candidate().isWhole(),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        made.tests(),
        String.join("; ", failed));
  }

  private void publish(Model model) {
    Candidate candidate = candidates.get(model);
    if (candidate != null && !candidate.publish(lake)) {
      results.computeIfPresent(model, (m, result) -> result.as(Outcome.OVERTAKEN));
    }
  }
}
