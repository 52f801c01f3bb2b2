package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.lake.FileRows;
import trunkline.warehouse.lake.TableChanges;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.lake.TableView;

/**
 * Brings one table up by what changed in its inputs. Rows that come lie in a new data file; rows
 * that go are named by a new delete file and stay where they are.
 */
final class Increment {
  /** From here on, and when it is this part of the table, the whole is written as fast. */
  private static final long MANY = 20_000;

  private static final int PART = 4;

  private final Model model;
  private final Plan plan;
  private final ModelGraph graph;
  private final EmbeddedEngine engine;
  private final DataFileWriter writer;
  private final ChangedRows changed;
  private final Table table;
  private final TableFiles files;
  private final Kept kept;
  private final RowsOfThings things;
  private Names namesOfTests;

  Increment(
      Model model,
      Plan plan,
      ModelGraph graph,
      EmbeddedEngine engine,
      DataFileWriter writer,
      ChangedRows changed) {
    this.model = model;
    this.plan = plan;
    this.graph = graph;
    this.engine = engine;
    this.writer = writer;
    this.changed = changed;
    this.table = plan.present(model).orElseThrow().table();
    this.files = plan.files(model);
    this.kept = new Kept(model, model.header().thing(), engine);
    this.things = new RowsOfThings(kept, plan, graph, changed);
    this.namesOfTests = narrowedTo(things);
  }

  /** What came and what went, written and not yet published. */
  record Change(Written came, Optional<Written> gone, TableFiles files) {}

  /** Empty when the table is better made in full. */
  Optional<Change> write() {
    if (model.header().materialisation() == Materialisation.INCREMENTAL) {
      return Optional.of(append());
    }
    Map<String, ChangedRows.Change> changes = new TreeMap<>();
    for (String name : model.inputs()) {
      Model input = graph.get(name);
      var change = changed.of(plan.way(model), input, plan.isStale(input));
      if (change.isEmpty()) {
        return Optional.empty();
      }
      changes.put(name, change.get());
    }
    return model.header().materialisation() == Materialisation.SUM ? sum(changes) : merge(changes);
  }

  /** What names of a model stand for in its tests. */
  Names namesOfTests() {
    return namesOfTests;
  }

  private Change append() {
    Source source = model.sourceInputs().iterator().next();
    TableChanges changes = Objects.requireNonNull(plan.way(model).changes().get(source.table()));
    TableIdentifier place = kept.place("source");
    TableView.create(engine, place, changes.came());
    var ofWhatCame = new WhatCame(graph, kept, place);
    namesOfTests = narrowedTo(ofWhatCame);
    Change change = written(model.query(ofWhatCame), Optional.empty());
    ofWhatCame.count(change.came().rows());
    return change;
  }

  private Optional<Change> merge(Map<String, ChangedRows.Change> changes) {
    List<String> touched = new ArrayList<>();
    for (var change : changes.entrySet()) {
      var rows = change.getValue().all();
      if (rows.isPresent() && !things.tellsThings(graph.get(change.getKey()))) {
        return Optional.empty();
      }
      rows.ifPresent(
          sql -> touched.add("SELECT %s FROM (%s) AS changed".formatted(kept.columns(), sql)));
    }
    if (touched.isEmpty()) {
      touched.add("SELECT %s FROM %s WHERE FALSE".formatted(kept.columns(), model.table()));
    }
    kept.keep("touched", distinct(String.join(" UNION ALL ", touched)));
    long count = kept.count("touched");
    if (count > MANY && count * PART > TableFiles.rows(table)) {
      return Optional.empty();
    }
    keepOld();
    var told = new ToldVersions(kept, graph);
    if (model.header().materialisation() == Materialisation.SCD2
        && told.haveGrown(changes.values())) {
      told.keep(changes, columns());
      namesOfTests = narrowedTo(told.named(things));
    } else {
      things.keep();
      kept.keep("fresh", "SELECT %s FROM (%s) AS made".formatted(columns(), model.query(things)));
    }
    changed.knowsThingsOf(model);
    return difference();
  }

  private Optional<Change> sum(Map<String, ChangedRows.Change> changes) {
    var sums = new Sums(model, table.schema(), graph, changes);
    kept.keep("added", sums.difference());
    kept.keep("touched", distinct("SELECT * FROM " + kept.place("added")));
    keepOld();
    kept.keep(
        "fresh",
        sums.of(
            "SELECT %1$s FROM %2$s UNION ALL SELECT %1$s FROM %3$s"
                .formatted(columns(), kept.place("old"), kept.place("added"))));
    namesOfTests = new NamesOfTests(graph, sums.now(kept), Optional.of(sums.before(kept)));
    return difference();
  }

  private String distinct(String rows) {
    return "SELECT DISTINCT %s FROM (%s) AS changed".formatted(kept.columns(), rows);
  }

  /** The rows of touched things as the table has them, each with its place. */
  private void keepOld() {
    String located = new FileRows(model.table(), table.schema()).located(files);
    kept.keep("old", kept.among("touched", located));
  }

  /** Writes what makes the old rows the fresh ones; empty when a row stands there twice. */
  private Optional<Change> difference() {
    kept.keep(
        "gone",
        "SELECT old.* FROM %s AS old ANTI JOIN %s AS fresh ON %s"
            .formatted(kept.place("old"), kept.place("fresh"), same("old", "fresh")));
    kept.keep(
        "new",
        "SELECT fresh.* FROM %s AS fresh ANTI JOIN %s AS old ON %s"
            .formatted(kept.place("fresh"), kept.place("old"), same("old", "fresh")));
    long gone = kept.count("gone");
    if (kept.count("old") - gone + kept.count("new") != kept.count("fresh")) {
      // no version of the table that its tests let pass
      return Optional.empty();
    }
    Optional<Written> deleted =
        gone == 0
            ? Optional.empty()
            : Optional.of(
                writer.writeDeletes(model.table(), files, "SELECT * FROM " + kept.place("gone")));
    return Optional.of(written("SELECT * FROM " + kept.place("new"), deleted));
  }

  private Change written(String select, Optional<Written> gone) {
    Written came =
        writer.write(
            model.table(),
            table.schema(),
            "SELECT %s FROM (%s) AS made".formatted(columns(), select));
    came.show(engine, kept.place("came"));
    String all = "SELECT * FROM ";
    changed.changed(
        model,
        new ChangedRows.Change(
            came.rows() == 0 ? List.of() : List.of(all + kept.place("came")),
            gone.stream()
                .map(file -> "SELECT %s FROM %s".formatted(columns(), kept.place("gone")))
                .toList()));
    return new Change(came, gone, files.with(came, gone));
  }

  private NamesOfTests narrowedTo(Names narrow) {
    return new NamesOfTests(graph, narrow, Optional.empty());
  }

  private String columns() {
    return table.schema().columns().stream()
        .map(column -> Literal.name(column.name()))
        .collect(Collectors.joining(", "));
  }

  private String same(String one, String other) {
    return table.schema().columns().stream()
        .map(
            c ->
                "%1$s.%3$s IS NOT DISTINCT FROM %2$s.%3$s"
                    .formatted(one, other, Literal.name(c.name())))
        .collect(Collectors.joining(" AND "));
  }
}
