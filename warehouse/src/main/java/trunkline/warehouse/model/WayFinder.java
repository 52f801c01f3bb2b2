package trunkline.warehouse.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.lake.TableChanges;

/** Says for each stale table whether what changed in its inputs is enough to bring it up. */
final class WayFinder {
  /**
   * More files than these make reading slow: nobody has made few of them, so the table is written
   * anew.
   */
  static final int MOST_FILES = 200;

  private final Plan plan;
  private final ModelGraph graph;
  private final boolean full;
  private final Map<String, Way> ways = new ConcurrentHashMap<>();

  WayFinder(Plan plan, ModelGraph graph, boolean full) {
    this.plan = plan;
    this.graph = graph;
    this.full = full;
  }

  /** Models in the graph's order only: each needs to know how those before it are made. */
  Way of(Model model) {
    Way known = ways.get(model.name());
    if (known == null) {
      known = find(model);
      ways.put(model.name(), known);
    }
    return known;
  }

  private Way find(Model model) {
    if (full) {
      return Way.inFull("as asked for");
    }
    Optional<Table> table = plan.present(model).map(Candidate.Base::table);
    if (table.isEmpty()) {
      return Way.inFull("");
    }
    if (!plan.hasSameSql(model)) {
      return Way.inFull("because its SQL has changed");
    }
    if (model.header().materialisation() == Materialisation.TABLE) {
      return MadeFrom.of(table.get())
          .map(made -> byChanges(model, made))
          .orElse(Way.inFull(""))
          .inFullUnlessUnchanged("as its header says");
    }
    int files = plan.files(model).count();
    if (files > MOST_FILES) {
      return Way.inFull("because %d files have gathered".formatted(files));
    }
    return MadeFrom.of(table.get())
        .map(made -> byChanges(model, made))
        .orElse(Way.inFull("because it does not say what it was made from"));
  }

  private Way byChanges(Model model, MadeFrom made) {
    Map<String, TableChanges> changes = new HashMap<>();
    for (Source source : model.sourceInputs()) {
      Optional<TableChanges> came = since(source, made);
      if (came.isEmpty()) {
        return Way.inFull("because %s has not only grown since".formatted(source));
      }
      changes.put(source.table(), came.get());
    }
    for (String input : model.inputs()) {
      Model other = graph.get(input);
      if (plan.isStale(other) && of(other).isInFull()) {
        return Way.inFull("because %s is made in full".formatted(input));
      }
      Optional<TableChanges> changed = since(other, made);
      if (changed.isEmpty()) {
        return Way.inFull("because nothing tells what has changed in " + input);
      }
      changes.put(input, changed.get());
    }
    return Way.byChanges(changes);
  }

  private Optional<TableChanges> since(Source source, MadeFrom made) {
    TableIdentifier name = source.name();
    String state = made.stateOf(source.table());
    return Optional.ofNullable(plan.sources().get(name))
        .flatMap(
            table ->
                TableChanges.since(
                    name,
                    table,
                    plan.files(name, table),
                    snapshot -> Long.toString(snapshot.snapshotId()).equals(state),
                    file -> holds(table, file, source)))
        .filter(TableChanges::isAppend);
  }

  /** A table that is parted by service tells by the file whose rows it holds. */
  private static boolean holds(Table table, DataFile file, Source source) {
    var fields = Objects.requireNonNull(table.specs().get(file.specId())).fields();
    StructLike partition = file.partition();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals("service") && !source.isWhole()) {
        return source.service().equals(partition.get(i, String.class));
      }
    }
    return true;
  }

  private Optional<TableChanges> since(Model other, MadeFrom made) {
    String state = made.stateOf(other.name());
    return plan.present(other)
        .map(Candidate.Base::table)
        .flatMap(
            table ->
                TableChanges.since(
                    other.table(),
                    table,
                    plan.files(other),
                    snapshot -> state.equals(snapshot.summary().get(Candidate.FINGERPRINT)),
                    file -> true));
  }
}
