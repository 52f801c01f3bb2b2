package trunkline.warehouse.model;

import java.util.Map;
import java.util.Optional;
import trunkline.warehouse.lake.TableChanges;

/**
 * How a stale table is brought up: by what has changed in its inputs since it was made, or in full.
 *
 * @param obstacle why it must be in full; empty when what changed is enough
 * @param changes by input, what is published of it and not yet in this table
 */
record Way(Optional<String> obstacle, Map<String, TableChanges> changes) {
  Way {
    changes = Map.copyOf(changes);
  }

  /** {@code why} is empty when it needs no word, as for a table that is new. */
  static Way inFull(String why) {
    return new Way(Optional.of(why), Map.of());
  }

  /**
   * The same for one whose inputs tell what changed, so that it need not be made when nothing did.
   */
  Way inFullUnlessUnchanged(String why) {
    return new Way(Optional.of(why), changes);
  }

  /** Whether all inputs tell what changed in them. */
  boolean tells(Model model) {
    return !model.inputs().isEmpty()
        && model.sourceInputs().isEmpty()
        && changes.keySet().containsAll(model.inputs());
  }

  static Way byChanges(Map<String, TableChanges> changes) {
    return new Way(Optional.empty(), changes);
  }

  boolean isInFull() {
    return obstacle.isPresent();
  }

  /** As a plan says it. */
  String told() {
    return obstacle
        .map(why -> why.isEmpty() ? "in full" : "in full, " + why)
        .orElse("incrementally");
  }
}
