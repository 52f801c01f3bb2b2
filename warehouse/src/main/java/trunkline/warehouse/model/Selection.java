package trunkline.warehouse.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.refusal.Refusal;

/**
 * Which models a person means: {@code churn} or {@code marts.churn} alone, {@code +churn} with all
 * that it is made from, {@code churn+} with all that is made from it; several, separated by commas.
 * Nothing means all.
 */
public record Selection(List<String> terms) {
  private static final String WITH_MORE = "+";

  public Selection {
    terms = List.copyOf(terms);
  }

  public static Selection all() {
    return new Selection(List.of());
  }

  public static Selection parse(String text) {
    return new Selection(
        Stream.of(text.split(",")).map(String::strip).filter(term -> !term.isEmpty()).toList());
  }

  public boolean isAll() {
    return terms.isEmpty();
  }

  /** In the graph's order. */
  Set<Model> of(ModelGraph graph) {
    Set<Model> chosen = new LinkedHashSet<>(graph.models());
    if (!isAll()) {
      Set<Model> meant = new LinkedHashSet<>();
      terms.forEach(term -> add(term, graph, meant));
      chosen.retainAll(meant);
    }
    return chosen;
  }

  /** The tables of the chosen ones, in the graph's order. */
  public List<TableIdentifier> tablesOf(ModelGraph graph) {
    return of(graph).stream().map(Model::table).toList();
  }

  private static void add(String term, ModelGraph graph, Set<Model> meant) {
    boolean parents = term.startsWith(WITH_MORE);
    boolean children = term.length() > 1 && term.endsWith(WITH_MORE);
    Model model = named(term.substring(parents ? 1 : 0, term.length() - (children ? 1 : 0)), graph);
    meant.add(model);
    if (parents) {
      meant.addAll(graph.parents(model));
    }
    if (children) {
      meant.addAll(graph.children(model));
    }
  }

  private static Model named(String name, ModelGraph graph) {
    return graph.models().stream()
        .filter(model -> name.equals(model.name()) || name.equals(model.table().toString()))
        .findFirst()
        .orElseThrow(() -> Refusal.modelUnknown(name));
  }
}
