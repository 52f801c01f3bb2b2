package trunkline.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a completed interaction keeps as it is, and what may only be added to. Everything else,
 * extensions among it, may still be changed.
 */
final class Substance {
  private static final List<String> FIXED =
      List.of("channel", "direction", "reason", "description", "interactionDate", "relatedParty");
  private static final List<String> GROWING =
      List.of("interactionItem", "note", "attachment", "interactionRelationship");

  private Substance() {}

  static void check(ObjectNode before, ObjectNode after) {
    for (String attribute : FIXED) {
      if (!before.path(attribute).equals(after.path(attribute))) {
        throw Refusals.completed(attribute).asException();
      }
    }
    for (String attribute : GROWING) {
      if (!isStartOf(before.path(attribute), after.path(attribute))) {
        throw Refusals.onlyAddedTo(attribute).asException();
      }
    }
  }

  private static boolean isStartOf(JsonNode before, JsonNode after) {
    if (after.size() < before.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        return false;
      }
    }
    return true;
  }
}
