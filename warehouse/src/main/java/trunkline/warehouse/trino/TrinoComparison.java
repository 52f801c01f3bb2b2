package trunkline.warehouse.trino;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.TrinoModel;
import trunkline.warehouse.refusal.Refusal;

/**
 * Every model made by Trino from bronze, in schemas of its own, and held against the table that the
 * embedded engine has made. What that engine made by what changed is thereby held against all in
 * full, too.
 */
public final class TrinoComparison {
  private final Lake lake;
  private final List<TrinoModel> models;
  private final EngineSettings settings;

  public TrinoComparison(Lake lake, ModelGraph graph, EngineSettings settings) {
    this.lake = lake;
    this.models = TrinoModel.of(graph);
    this.settings = settings;
  }

  /**
   * Makes and compares all; the tables that Trino has made are there until {@link #drop}.
   *
   * @param progress a line for each model, when it is compared
   * @return what is different, by a line each; nothing when the engines are equal
   */
  public List<String> run(TrinoSession trino, Consumer<String> progress) throws SQLException {
    drop();
    Map<String, String> before = lake.look();
    List<String> differences = new ArrayList<>();
    try (var engine = EmbeddedEngine.open(settings)) {
      TrinoModel.defineIdioms(engine);
      show(engine);
      makeSchemas(trino);
      for (TrinoModel model : models) {
        ModelComparison compared = compare(model, engine, trino);
        progress.accept(compared.toString());
        compared.difference().ifPresent(how -> differences.add(model.made() + ": " + how));
      }
    }
    if (!before.equals(withoutOurs(lake.look()))) {
      throw Refusal.lakeChanged();
    }
    return differences;
  }

  /**
   * Asks both engines what must be true on both.
   *
   * @return what is not, by a line each
   */
  public List<String> probe(TrinoSession trino, Consumer<String> progress) throws SQLException {
    try (var engine = EmbeddedEngine.open(settings)) {
      TrinoModel.defineIdioms(engine);
      List<String> untrue = Probes.failures(engine, trino);
      progress.accept("%d probes, %d not true".formatted(Probes.count(), untrue.size()));
      return untrue;
    }
  }

  /** The lake's tables as the embedded engine's models name them. */
  private void show(EmbeddedEngine engine) {
    for (TableIdentifier name : lake.tables()) {
      lake.find(name).ifPresent(table -> TableView.create(engine, name, table));
    }
  }

  private void makeSchemas(TrinoSession trino) throws SQLException {
    for (Namespace schema : schemas()) {
      trino.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
    }
  }

  private List<Namespace> schemas() {
    return models.stream().map(model -> model.table().namespace()).distinct().toList();
  }

  private ModelComparison compare(TrinoModel model, EmbeddedEngine engine, TrinoSession trino) {
    long rows = TableFiles.rows(lake.find(model.made()).orElseThrow());
    long embedded =
        millis(() -> engine.execute("CREATE OR REPLACE TEMP TABLE timed AS " + model.embedded()));
    long began = System.nanoTime();
    Optional<String> difference;
    try {
      trino.execute("CREATE TABLE %s AS %s".formatted(model.table(), model.query()));
      difference = Optional.empty();
    } catch (SQLException e) {
      difference = Optional.of("Trino made no table: " + e.getMessage());
    }
    long took = (System.nanoTime() - began) / 1_000_000;
    if (difference.isEmpty()) {
      difference = new TableDifference(lake, engine).between(model.made(), model.table());
    }
    return new ModelComparison(model.made(), rows, embedded, took, difference);
  }

  private static long millis(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1_000_000;
  }

  private Map<String, String> withoutOurs(Map<String, String> tables) {
    return tables.entrySet().stream()
        .filter(table -> !table.getKey().startsWith(TrinoModel.SCHEMAS))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Takes away what Trino has made, files too, now and in earlier runs: they are copies of personal
   * data that no erasure would reach.
   */
  public void drop() {
    for (Namespace schema : schemas()) {
      if (lake.catalog().namespaceExists(schema)) {
        lake.catalog().listTables(schema).forEach(table -> lake.catalog().dropTable(table, true));
        lake.catalog().dropNamespace(schema);
        FolderTree.delete(lake.tablesFolder().resolve(schema.toString()));
      }
    }
  }
}
