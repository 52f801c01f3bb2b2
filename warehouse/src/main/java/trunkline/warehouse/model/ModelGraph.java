package trunkline.warehouse.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.refusal.Refusal;

/** The models in an order in which each comes after what it refers to. */
public final class ModelGraph {
  private static final String FOLDER = "/models/";

  private final Map<String, Model> inOrder = new LinkedHashMap<>();

  private ModelGraph(Collection<Model> models) {
    Map<String, Model> byName = new LinkedHashMap<>();
    for (Model model : models) {
      if (byName.put(model.name(), model) != null) {
        throw Refusal.modelInvalid(model.name(), "stands in two layers");
      }
    }
    models.forEach(model -> visit(model, byName, new LinkedHashSet<>()));
  }

  /** The models that come with the warehouse, as {@code models/index} lists them. */
  public static ModelGraph shipped() {
    Map<String, String> files = new LinkedHashMap<>();
    resource("index")
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> files.put(line, resource(line + ".sql")));
    return of(files);
  }

  /** Models by {@code layer/name}. */
  public static ModelGraph of(Map<String, String> textByFile) {
    List<Model> models = new ArrayList<>();
    textByFile.forEach(
        (file, text) -> {
          String[] parts = file.split("/");
          models.add(Model.of(parts[0], parts[1], text));
        });
    return new ModelGraph(models);
  }

  private static String resource(String file) {
    try (InputStream in = ModelGraph.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw Refusal.modelInvalid(file, "is in models/index but has no file");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Collection<Model> models() {
    return inOrder.values();
  }

  /** The tables that the models make. */
  public List<TableIdentifier> tables() {
    return inOrder.values().stream().map(Model::table).toList();
  }

  Model get(String name) {
    return find(name, inOrder, "");
  }

  /** All that the model is made from, over as many steps as there are. */
  Set<Model> parents(Model model) {
    Set<Model> parents = new LinkedHashSet<>();
    for (String reference : model.references()) {
      parents.addAll(parents(get(reference)));
      parents.add(get(reference));
    }
    return parents;
  }

  /** All that is made from the model. */
  Set<Model> children(Model model) {
    return models().stream()
        .filter(other -> parents(other).contains(model))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What a person may want to know of each model. */
  public List<ModelDescription> described() {
    return models().stream().map(model -> ModelDescription.of(model, this)).toList();
  }

  /** By table: what each of its columns means, as the model's header says. */
  public Map<TableIdentifier, Map<String, String>> columns() {
    Map<TableIdentifier, Map<String, String>> columns = new LinkedHashMap<>();
    inOrder.values().forEach(model -> columns.put(model.table(), model.header().columns()));
    return columns;
  }

  /** By table: its personal columns, each with its kind. */
  public Map<TableIdentifier, Map<String, String>> personal() {
    Map<TableIdentifier, Map<String, String>> personal = new LinkedHashMap<>();
    inOrder.values().forEach(model -> personal.put(model.table(), model.header().personal()));
    return personal;
  }

  String tableOf(String model) {
    return get(model).table().toString();
  }

  private void visit(Model model, Map<String, Model> byName, Set<String> path) {
    if (inOrder.containsKey(model.name())) {
      return;
    }
    if (!path.add(model.name())) {
      throw Refusal.modelInvalid(model.name(), "refers to itself through " + path);
    }
    for (String reference : model.references()) {
      visit(find(reference, byName, model.name()), byName, path);
    }
    path.remove(model.name());
    inOrder.put(model.name(), model);
  }

  private static Model find(String name, Map<String, Model> byName, String user) {
    Model model = byName.get(name);
    if (model == null) {
      throw Refusal.modelInvalid(user, "refers to " + name + ", which is no model");
    }
    return model;
  }
}
