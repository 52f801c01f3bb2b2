package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * What a run itself changes in each table, while nothing of it is published yet: where the engine
 * finds the rows that came and those that went. For several threads.
 */
final class ChangedRows {
  /** The engine's place for what only this run needs. */
  static final String SCHEMA = "dw";

  private final Map<String, List<TableIdentifier>> places = new ConcurrentHashMap<>();

  /** Where such rows stand: {@code what} is touched, fresh, old, gone or came. */
  static TableIdentifier place(Model model, String what) {
    return TableIdentifier.of(SCHEMA, model.layer() + "_" + model.name() + "_" + what);
  }

  void changed(Model model, List<TableIdentifier> where) {
    places.put(model.name(), List.copyOf(where));
  }

  /**
   * All that changed in {@code input}: what is published already, and what this run has made of it.
   * Empty when this run has made it in full, and so nothing tells.
   */
  Optional<String> of(Way way, Model input, boolean isStale) {
    List<String> parts = new ArrayList<>();
    var published = way.changes().get(input.name());
    if (published != null && !published.isNothing()) {
      parts.add(published.rows());
    }
    if (isStale) {
      List<TableIdentifier> made = places.get(input.name());
      if (made == null) {
        return Optional.empty();
      }
      made.forEach(where -> parts.add("SELECT * FROM " + where));
    }
    return Optional.of(String.join(" UNION ALL BY NAME ", parts));
  }
}
