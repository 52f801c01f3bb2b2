package trunkline.warehouse.model;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableShape;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.model.ModelResult.TestResult;

/** The making of one table: the way that its plan says, and its tests. Nothing is published yet. */
final class Making {
  private final Model model;
  private final Plan plan;
  private final ModelGraph graph;
  private final EmbeddedEngine own;
  private final ChangedRows changed;
  private final DataFileWriter writer;

  Making(
      Lake lake,
      Model model,
      Plan plan,
      ModelGraph graph,
      EmbeddedEngine own,
      ChangedRows changed) {
    this.model = model;
    this.plan = plan;
    this.graph = graph;
    this.own = own;
    this.changed = changed;
    this.writer = new DataFileWriter(lake, own);
  }

  /** A table's new content, and what its tests say of it. */
  record Made(Candidate candidate, List<TestResult> tests) {}

  Made make() {
    if (isUnchanged()) {
      return unchanged();
    }
    if (plan.way(model).isInFull()) {
      return inFull();
    }
    var increment = new Increment(model, plan, graph, own, writer, changed);
    return increment.write().map(change -> changed(increment, change)).orElseGet(this::inFull);
  }

  /** Whether what the rows are made from is, row by row, what it was. */
  private boolean isUnchanged() {
    Way way = plan.way(model);
    return way.tells(model)
        && model.inputs().stream()
            .map(graph::get)
            .map(input -> changed.of(way, input, plan.isStale(input)))
            .allMatch(change -> change.filter(ChangedRows.Change::isNothing).isPresent());
  }

  /** It passed its tests as it is. */
  private Made unchanged() {
    var base = plan.present(model).orElseThrow();
    TableView.create(own, model.table(), base.table().schema(), plan.files(model));
    changed.changed(model, ChangedRows.Change.NOTHING);
    return new Made(Candidate.unchanged(model, base, properties()), List.of());
  }

  private Made inFull() {
    String select = model.query(graph::tableOf);
    Schema shape = TableShape.of(own, model.name(), select);
    if (model.header().materialisation() == Materialisation.SUM) {
      Sums.check(model, shape);
    }
    var candidate =
        Candidate.whole(writer, model, plan.present(model), shape, select, properties());
    return tested(
        candidate,
        () -> {
          candidate.came().orElseThrow().show(own, model.table());
          return new ModelTests(own, graph::tableOf).run(model, model.table().toString());
        });
  }

  private Made changed(Increment increment, Increment.Change change) {
    var candidate =
        Candidate.change(
            model, plan.present(model).orElseThrow(), change.came(), change.gone(), properties());
    return tested(
        candidate,
        () -> {
          TableView.create(own, model.table(), change.came().schema(), change.files());
          return new ModelTests(own, increment.namesOfTests())
              .run(model, ChangedRows.place(model, "came").toString());
        });
  }

  /** What can't be tested is given up, so that nothing is left when it is tried again. */
  private Made tested(Candidate candidate, Supplier<List<TestResult>> tests) {
    try {
      return new Made(candidate, tests.get());
    } catch (EngineFailure e) {
      candidate.discard();
      throw e;
    }
  }

  private Map<String, String> properties() {
    return Map.of(
        Candidate.FINGERPRINT,
        plan.fingerprint(model),
        MadeFrom.PROPERTY,
        plan.madeFrom(model).text(),
        "comment",
        model.grain());
  }
}
