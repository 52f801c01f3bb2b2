package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
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
  }

  /** What came and what went, written and not yet published. */
  record Change(Written came, Optional<Written> gone, TableFiles files) {}

  /** Empty when the table is better made in full. */
  Optional<Change> write() {
    return model.header().materialisation() == Materialisation.INCREMENTAL ? append() : merge();
  }

  private Optional<Change> append() {
    Source source = model.sourceInputs().iterator().next();
    TableChanges changes = Objects.requireNonNull(plan.way(model).changes().get(source.table()));
    TableIdentifier came = place("source");
    TableView.create(engine, came, changes.came());
    return Optional.of(
        written(
            model.query(
                new Names() {
                  @Override
                  public String model(String name) {
                    return graph.tableOf(name);
                  }

                  @Override
                  public String source(Source asked) {
                    return new Source(came.toString(), asked.service()).sql();
                  }
                }),
            Optional.empty()));
  }

  private Optional<Change> merge() {
    Optional<String> touched = touched();
    if (touched.isEmpty()) {
      return Optional.empty();
    }
    keep("touched", touched.get());
    long things = count("touched");
    if (things > MANY && things * PART > TableFiles.rows(table)) {
      return Optional.empty();
    }
    for (String name : model.inputs()) {
      if (tellsThings(graph.get(name))) {
        keep("of_" + name, amongTouched("SELECT * FROM " + graph.tableOf(name)));
      }
    }
    String made = model.query(new OfThings());
    keep("fresh", "SELECT %s FROM (%s) AS made".formatted(columns(), made));
    keep("old", amongTouched(new FileRows(model.table(), table.schema()).located(files)));
    keep(
        "gone",
        "SELECT old.* FROM %s AS old ANTI JOIN %s AS fresh ON %s"
            .formatted(place("old"), place("fresh"), same("old", "fresh")));
    keep(
        "new",
        "SELECT fresh.* FROM %s AS fresh ANTI JOIN %s AS old ON %s"
            .formatted(place("fresh"), place("old"), same("old", "fresh")));
    if (count("old") - count("gone") + count("new") != count("fresh")) {
      // the same row twice: no version of the table that its tests let pass
      return Optional.empty();
    }
    Optional<Written> deleted =
        count("gone") == 0
            ? Optional.empty()
            : Optional.of(
                writer.writeDeletes(model.table(), files, "SELECT * FROM " + place("gone")));
    return Optional.of(written("SELECT * FROM " + place("new"), deleted));
  }

  private Change written(String select, Optional<Written> gone) {
    Written came =
        writer.write(
            model.table(),
            table.schema(),
            "SELECT %s FROM (%s) AS made".formatted(columns(), select));
    came.show(engine, place("came"));
    List<TableIdentifier> where = new ArrayList<>();
    if (came.rows() > 0) {
      where.add(place("came"));
    }
    gone.ifPresent(file -> where.add(place("gone")));
    changed.changed(model, where);
    return new Change(came, gone, files.with(came, gone));
  }

  /** The things of which something changed in any input; empty when that can't be told. */
  private Optional<String> touched() {
    List<String> parts = new ArrayList<>();
    String by = String.join(", ", model.header().by());
    for (String name : model.inputs()) {
      Model input = graph.get(name);
      Optional<String> rows = changed.of(plan.way(model), input, plan.isStale(input));
      if (rows.isEmpty() || (!rows.get().isEmpty() && !tellsThings(input))) {
        return Optional.empty();
      }
      if (!rows.get().isEmpty()) {
        parts.add("SELECT DISTINCT %s FROM (%s) AS changed".formatted(by, rows.get()));
      }
    }
    return Optional.of(
        parts.isEmpty()
            ? "SELECT %s FROM %s WHERE FALSE".formatted(by, model.table())
            : String.join(" UNION ", parts));
  }

  private boolean tellsThings(Model input) {
    Set<String> columns =
        plan.present(input).orElseThrow().table().schema().columns().stream()
            .map(Types.NestedField::name)
            .collect(Collectors.toSet());
    return columns.containsAll(model.header().by());
  }

  /** Whole tables; for a query that keeps itself to touched things, what was kept of those. */
  Names namesOfTests() {
    if (model.header().materialisation() == Materialisation.INCREMENTAL) {
      return graph::tableOf;
    }
    return new Names() {
      @Override
      public String model(String name) {
        return graph.tableOf(name);
      }

      @Override
      public String rowsOfThings(Model own) {
        return place("fresh").toString();
      }

      @Override
      public Names narrowed() {
        return new OfThings();
      }
    };
  }

  /** What the run has kept of touched things, which is all that there is of them. */
  private final class OfThings implements Names {
    @Override
    public String model(String name) {
      boolean kept = model.inputs().contains(name) && tellsThings(graph.get(name));
      return kept ? place("of_" + name).toString() : graph.tableOf(name);
    }

    @Override
    public String rowsOfThings(Model own) {
      return place("fresh").toString();
    }

    @Override
    public String touched(String columns) {
      return "(%s) IN (SELECT %s FROM %s)"
          .formatted(columns, String.join(", ", model.header().by()), place("touched"));
    }
  }

  private String amongTouched(String rows) {
    return "SELECT input.* FROM (%s) AS input SEMI JOIN %s USING (%s)"
        .formatted(rows, place("touched"), String.join(", ", model.header().by()));
  }

  private TableIdentifier place(String what) {
    return ChangedRows.place(model, what);
  }

  private void keep(String what, String select) {
    engine.execute("CREATE OR REPLACE TABLE %s AS %s".formatted(place(what), select));
  }

  private long count(String what) {
    return engine.number("SELECT COUNT(*) FROM " + place(what)).longValueExact();
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
