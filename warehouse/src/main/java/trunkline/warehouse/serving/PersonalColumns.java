package trunkline.warehouse.serving;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.platform.json.Json;
import trunkline.warehouse.exchange.drop.DropFolder;
import trunkline.warehouse.loader.BronzeEvent;
import trunkline.warehouse.model.ModelGraph;

/**
 * Which columns are personal, as models' headers and feeds say. A table of which nobody has said
 * anything is not shown to whoever may not see personal data: what is forgotten stays hidden.
 */
final class PersonalColumns {
  private static final Map<String, String> OF_BRONZE =
      Map.of("resource", "document", "resource_id", "id", "correlation_id", "id");

  private final Map<TableIdentifier, Map<String, String>> kinds;
  private final Map<TableIdentifier, Map<String, String>> explained;

  PersonalColumns(ModelGraph models) {
    this.kinds = models.personal();
    this.explained = models.columns();
  }

  /**
   * By column of the table as it is: its kind, or {@code none} for one that is not personal; a
   * column that nobody has spoken of is left out. Empty when nobody has spoken of the table.
   */
  Optional<Map<String, String>> of(TableIdentifier name, Table table) {
    if (name.equals(BronzeEvent.NAME)) {
      return Optional.of(marked(names(table.schema()), OF_BRONZE));
    }
    Map<String, String> model = kinds.get(name);
    if (model != null) {
      return Optional.of(marked(explained.getOrDefault(name, Map.of()).keySet(), model));
    }
    String feed = table.properties().get(DropFolder.PERSONAL);
    return feed == null
        ? Optional.empty()
        : Optional.of(marked(names(table.schema()), texts(feed)));
  }

  private static Map<String, String> marked(Set<String> spokenOf, Map<String, String> kinds) {
    Map<String, String> marked = new LinkedHashMap<>();
    spokenOf.forEach(column -> marked.put(column, kinds.getOrDefault(column, "none")));
    return marked;
  }

  private static Set<String> names(Schema schema) {
    var names = new LinkedHashSet<String>();
    schema.columns().stream().map(Types.NestedField::name).forEach(names::add);
    return names;
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    Json.parse(json).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }
}
