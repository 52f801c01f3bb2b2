package trunkline.warehouse.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.refusal.Refusal;

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
  private final Consumer<String> progress;

  public ModelRunner(
      Lake lake, ModelGraph graph, EngineSettings settings, Consumer<String> progress) {
    this.lake = lake;
    this.graph = graph;
    this.settings = settings;
    this.progress = progress;
  }

  public List<ModelResult> run() {
    var plan = new Plan(new HashMap<>(), new HashMap<>(), new HashMap<>());
    graph.models().forEach(plan::add);
    if (graph.models().stream().noneMatch(plan::isStale)) {
      return graph.models().stream().map(ModelRunner::upToDate).toList();
    }
    try (var engine = EmbeddedEngine.open(settings)) {
      return new ModelRun(lake, graph, engine, progress).run(plan);
    }
  }

  private static ModelResult upToDate(Model model) {
    return ModelResult.of(model.table().toString(), ModelResult.Outcome.UP_TO_DATE, "");
  }

  /** Every table as it is when the run begins, and what each should be made from. */
  final class Plan {
    private final Map<TableIdentifier, Table> sources;
    private final Map<String, Candidate.Base> present;
    private final Map<String, String> fingerprints;
    private final Map<Source, String> states = new HashMap<>();

    Plan(
        Map<TableIdentifier, Table> sources,
        Map<String, Candidate.Base> present,
        Map<String, String> fingerprints) {
      this.sources = sources;
      this.present = present;
      this.fingerprints = fingerprints;
    }

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
      return present(model)
          .map(base -> base.table().properties().get(Candidate.FINGERPRINT))
          .map(made -> !made.equals(fingerprint(model)))
          .orElse(true);
    }

    private void add(Model model) {
      lake.find(model.table())
          .ifPresent(table -> present.put(model.name(), Candidate.Base.of(table)));
      List<String> parts = new ArrayList<>(List.of(model.text(), Idioms.text()));
      model.references().forEach(name -> parts.add(fingerprints.getOrDefault(name, "")));
      model.sources().forEach(source -> parts.add(state(model, source)));
      fingerprints.put(model.name(), digest(parts));
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
                          Refusal.modelInvalid(
                              model.name(), "reads " + n + ", which is no table")));
    }
  }

  private static String digest(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
