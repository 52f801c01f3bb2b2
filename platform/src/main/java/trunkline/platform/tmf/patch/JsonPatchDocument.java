package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import java.util.Set;
import trunkline.platform.refusal.KernelRefusals;

/** JSON patch (RFC 6902): a list of operations, all of which apply or none. */
final class JsonPatchDocument {
  private static final Set<String> OPERATIONS =
      Set.of("add", "remove", "replace", "move", "copy", "test");
  private static final int MOST_OPERATIONS = 1000;

  private JsonPatchDocument() {}

  static ObjectNode apply(ObjectNode target, JsonNode patch) {
    check(patch);
    try {
      JsonNode result = JsonPatch.apply(patch, target);
      if (result instanceof ObjectNode object) {
        return object;
      }
      throw KernelRefusals.invalidPatch("The patch must leave a JSON object").asException();
    } catch (JsonPatchApplicationException e) {
      throw KernelRefusals.invalidPatch("An operation does not apply: " + e.getMessage())
          .asException();
    }
  }

  private static void check(JsonNode patch) {
    if (!patch.isArray() || patch.size() > MOST_OPERATIONS) {
      throw KernelRefusals.invalidPatch(
              "A JSON patch is an array of at most " + MOST_OPERATIONS + " operations")
          .asException();
    }
    for (JsonNode operation : patch) {
      boolean known = OPERATIONS.contains(operation.path("op").asText());
      boolean valued =
          operation.has("value")
              || !Set.of("add", "replace", "test").contains(operation.path("op").asText());
      boolean fromGiven =
          operation.path("from").isTextual()
              || !Set.of("move", "copy").contains(operation.path("op").asText());
      if (!known || !isPointer(operation.path("path")) || !valued || !fromGiven) {
        throw KernelRefusals.invalidPatch(
                "Each operation needs op (one of "
                    + OPERATIONS.stream().sorted().toList()
                    + "), path, and what it takes")
            .asException();
      }
    }
  }

  private static boolean isPointer(JsonNode path) {
    return path.isTextual() && (path.asText().isEmpty() || path.asText().startsWith("/"));
  }
}
