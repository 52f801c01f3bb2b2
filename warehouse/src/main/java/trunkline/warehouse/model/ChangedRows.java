package trunkline.warehouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * What a run itself changes in each table, while nothing of it is published yet: where the engine
 * finds the rows that came and those that went, and all rows of the things that it touched. For
 * several threads.
 */
final class ChangedRows {
  /** The engine's place for what only this run needs. */
  static final String SCHEMA = "dw";

  private final Map<String, Change> made = new ConcurrentHashMap<>();
  private final Set<String> knownThings = ConcurrentHashMap.newKeySet();

  /**
   * Queries for rows.
   *
   * @param came those that a table now has and had not, one query for each place where they lie
   * @param gone those that it had, and some of those that came and went since
   */
  record Change(List<String> came, List<String> gone) {
    static final Change NOTHING = new Change(List.of(), List.of());

    Change {
      came = List.copyOf(came);
      gone = List.copyOf(gone);
    }

    boolean isNothing() {
      return came.isEmpty() && gone.isEmpty();
    }

    /** One query for all rows that came or went; empty when there are none. */
    Optional<String> all() {
      return all(Stream.concat(came.stream(), gone.stream()));
    }

    /** One query for the rows of all of these; empty when there are none. */
    static Optional<String> all(Stream<String> queries) {
      return Optional.of(queries.collect(Collectors.joining(" UNION ALL BY NAME ")))
          .filter(query -> !query.isEmpty());
    }
  }

  /** Where such rows stand: {@code what} is touched, fresh, old, gone or came. */
  static TableIdentifier place(Model model, String what) {
    return TableIdentifier.of(SCHEMA, model.layer() + "_" + model.name() + "_" + what);
  }

  void changed(Model model, Change change) {
    made.put(model.name(), change);
  }

  /** All rows of the things that a model touched stand in {@code fresh}. */
  void knowsThingsOf(Model model) {
    knownThings.add(model.name());
  }

  boolean knowsThings(Model model) {
    return knownThings.contains(model.name());
  }

  /**
   * All that changed in {@code input}: what is published already, and what this run has made of it.
   * Empty when this run has made it in full, and so nothing tells.
   */
  Optional<Change> of(Way way, Model input, boolean isStale) {
    Change now = isStale ? made.get(input.name()) : Change.NOTHING;
    if (now == null) {
      return Optional.empty();
    }
    var published = way.changes().get(input.name());
    if (published == null || published.isNothing()) {
      return Optional.of(now);
    }
    List<String> came = new ArrayList<>(now.came());
    List<String> gone = new ArrayList<>(now.gone());
    came.add(published.came());
    if (!published.isAppend()) {
      gone.add(published.gone());
    }
    return Optional.of(new Change(came, gone));
  }
}
