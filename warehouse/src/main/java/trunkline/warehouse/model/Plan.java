package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.refusal.Refusal;

/**
 * Every table as it is when a run begins, what each should be made from, and so which are to be
 * made anew. A table that was not chosen stays as it is, and who refers to it takes it so.
 */
final class Plan {
  /** That is after some fifty refreshes. */
  private static final int MANY_FILES = WayFinder.MOST_FILES / 2;

  private final Lake lake;
  private final Set<Model> chosen;
  private final Map<TableIdentifier, Table> sources = new ConcurrentHashMap<>();
  private final Map<TableIdentifier, TableFiles> files = new ConcurrentHashMap<>();
  private final Map<Source, String> states = new ConcurrentHashMap<>();
  private final Map<String, Candidate.Base> present = new ConcurrentHashMap<>();
  private final Map<String, Fingerprint> wanted = new HashMap<>();
  private final Map<String, String> fingerprints = new HashMap<>();

  private final boolean full;
  private final WayFinder ways;

  private Plan(Lake lake, ModelGraph graph, Set<Model> chosen, boolean full) {
    this.lake = lake;
    this.chosen = chosen;
    this.full = full;
    this.ways = new WayFinder(this, graph, full);
  }

  /** {@code full}: all that is chosen is made anew from all, changed or not. */
  static Plan of(Lake lake, ModelGraph graph, Set<Model> chosen, boolean full) {
    var plan = new Plan(lake, graph, chosen, full);
    graph.models().parallelStream().forEach(plan::look);
    graph.models().forEach(plan::add);
    if (!full) {
      plan.filesToRead(graph).parallelStream().forEach(plan::files);
    }
    graph.models().stream().filter(plan::isStale).forEach(plan.ways::of);
    return plan;
  }

  private void look(Model model) {
    lake.find(model.table()).ifPresent(t -> present.put(model.name(), Candidate.Base.of(t)));
  }

  /** Of which tables the files are asked for; those of several are found at once. */
  private Set<Model> filesToRead(ModelGraph graph) {
    return graph.models().stream()
        .filter(this::isStale)
        .flatMap(
            model -> Stream.concat(Stream.of(model), model.references().stream().map(graph::get)))
        .filter(model -> present(model).isPresent())
        .collect(Collectors.toSet());
  }

  private void add(Model model) {
    fingerprints.put(model.name(), chosen.contains(model) ? wanted(model).text() : made(model));
  }

  /** Asked for in the graph's order first, since it holds those of what is referred to. */
  private Fingerprint wanted(Model model) {
    Fingerprint known = wanted.get(model.name());
    if (known == null) {
      known = fingerprintOf(model);
      wanted.put(model.name(), known);
    }
    return known;
  }

  private Fingerprint fingerprintOf(Model model) {
    return Fingerprint.of(
        List.of(model.text(), Idioms.text()),
        model.sources().stream().map(source -> state(model, source)).toList(),
        model.references().stream().map(name -> fingerprints.getOrDefault(name, "")).toList());
  }

  private String made(Model model) {
    return present(model)
        .map(base -> base.table().properties().getOrDefault(Candidate.FINGERPRINT, ""))
        .orElse("");
  }

  /** Changes when the rows of the source do, and not when those of another service do. */
  private String state(Model model, Source source) {
    return states.computeIfAbsent(source, s -> SourceState.of(table(model, s.name()), s));
  }

  private Table table(Model model, TableIdentifier name) {
    return sources.computeIfAbsent(
        name,
        n ->
            lake.find(n)
                .orElseThrow(
                    () ->
                        Refusal.modelInvalid(model.name(), "reads " + n + ", which is no table")));
  }

  boolean isChosen(Model model) {
    return chosen.contains(model);
  }

  /** The files of a table that is there, looked for once. */
  TableFiles files(Model model) {
    return files(model.table(), present(model).orElseThrow().table());
  }

  TableFiles files(TableIdentifier name, Table table) {
    return files.computeIfAbsent(name, n -> TableFiles.of(n, table));
  }

  /** The tables that are brought up by what changed and have many files. */
  Set<TableIdentifier> crowded(Collection<Model> models) {
    return models.stream()
        .filter(model -> isStale(model) && !way(model).isInFull())
        .filter(model -> files(model).count() >= MANY_FILES)
        .map(Model::table)
        .collect(Collectors.toSet());
  }

  /** The tables that no model makes. */
  Map<TableIdentifier, Table> sources() {
    return sources;
  }

  Optional<Candidate.Base> present(Model model) {
    return Optional.ofNullable(present.get(model.name()));
  }

  String fingerprint(Model model) {
    return fingerprints.getOrDefault(model.name(), "");
  }

  boolean isStale(Model model) {
    return isChosen(model)
        && (full || present(model).isEmpty() || !made(model).equals(fingerprint(model)));
  }

  /** How a stale table is brought up. */
  Way way(Model model) {
    return ways.of(model);
  }

  /** Whether the table was made by the SQL that the model has now. */
  boolean hasSameSql(Model model) {
    return Fingerprint.read(made(model))
        .filter(made -> made.sql().equals(wanted(model).sql()))
        .isPresent();
  }

  /** Of what a table that is made now is made. */
  MadeFrom madeFrom(Model model) {
    Map<String, String> states = new HashMap<>();
    for (Source source : model.sourceInputs()) {
      var snapshot = table(model, source.name()).currentSnapshot();
      states.put(source.table(), snapshot == null ? "" : Long.toString(snapshot.snapshotId()));
    }
    model.inputs().forEach(input -> states.put(input, fingerprints.getOrDefault(input, "")));
    return new MadeFrom(states);
  }

  /** Why the table is to be made anew; empty when it is not. */
  Optional<String> why(Model model, ModelGraph graph) {
    if (!isStale(model)) {
      return Optional.empty();
    }
    if (present(model).isEmpty()) {
      return Optional.of("new");
    }
    return Optional.of(
        Fingerprint.read(made(model))
            .map(made -> difference(made, model, graph))
            .orElse("made by another version of the warehouse"));
  }

  private String difference(Fingerprint made, Model model, ModelGraph graph) {
    Fingerprint wanted = wanted(model);
    List<String> reasons = new ArrayList<>();
    if (!made.sql().equals(wanted.sql())) {
      reasons.add("its SQL has changed");
    }
    if (!made.data().equals(wanted.data())) {
      reasons.add("new data in " + named(model.sources()));
    }
    if (!made.upstream().equals(wanted.upstream())) {
      reasons.add("upstream has changed: " + named(staleOrAll(model, graph)));
    }
    return reasons.isEmpty() ? "asked for" : String.join("; ", reasons);
  }

  /** What it refers to and is stale; when nothing is, it has changed in an earlier run. */
  private List<String> staleOrAll(Model model, ModelGraph graph) {
    List<String> all = model.references().stream().toList();
    List<String> stale = all.stream().filter(name -> isStale(graph.get(name))).toList();
    return stale.isEmpty() ? all : stale;
  }

  private static String named(Collection<?> things) {
    return things.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
