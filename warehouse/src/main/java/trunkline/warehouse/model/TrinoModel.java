package trunkline.warehouse.model;

import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;

/**
 * A model as Trino makes it: the same SQL file, in full, from bronze and from tables that Trino has
 * made itself.
 *
 * @param made the table that the embedded engine has made
 * @param embedded that engine's query for all its rows
 * @param table the table that Trino makes, in a schema of its own
 * @param query for its rows
 */
public record TrinoModel(
    TableIdentifier made, String embedded, TableIdentifier table, String query) {
  /** What the names of Trino's own schemas begin with. */
  public static final String SCHEMAS = "trino_";

  private static final List<String> COMPUTED = List.of("is_current", "is_deleted");

  /** All of them, each after what it refers to. */
  public static List<TrinoModel> of(ModelGraph graph) {
    return graph.models().stream().map(model -> of(model, graph)).toList();
  }

  private static TrinoModel of(Model model, ModelGraph graph) {
    Names names = name -> table(graph.get(name)).toString();
    String query =
        model.header().materialisation() == Materialisation.SCD2
            ? Versions.of(model.body(names), model.header().by(), columns(model))
            : model.body(names);
    return new TrinoModel(
        model.table(), model.query(graph::tableOf), table(model), TrinoIdioms.before(query));
  }

  /** What the embedded engine must know to run its queries. */
  public static void defineIdioms(EmbeddedEngine engine) {
    Idioms.define(engine);
  }

  /** The probes: what must be true on both engines, each as SQL. */
  public static List<String> probes() {
    return Idioms.read("/models/probes.sql")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("--"))
        .toList();
  }

  /** A query with the idioms that it names. */
  public static String withIdioms(String query) {
    return TrinoIdioms.before(query);
  }

  private static TableIdentifier table(Model model) {
    return TableIdentifier.of(SCHEMAS + model.layer(), model.name());
  }

  /** What the model's SQL has told, as Trino can't select all columns but some. */
  private static String columns(Model model) {
    return String.join(
        ", ",
        model.header().columns().keySet().stream()
            .filter(column -> !COMPUTED.contains(column))
            .toList());
  }
}
