package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/** JSON patch (RFC 6902): a list of operations, all of which apply or none. */
final class JsonPatchDocument {
  private static final int MOST_OPERATIONS = 1000;

  private JsonPatchDocument() {}

  static ObjectNode apply(ObjectNode target, JsonNode patch) {
    var document = new PatchedDocument(target);
    for (JsonNode operation : operations(patch)) {
      apply(document, operation);
    }
    return object(document);
  }

  /** The operations, when the patch is a list of them. */
  static JsonNode operations(JsonNode patch) {
    if (!patch.isArray() || patch.size() > MOST_OPERATIONS) {
      throw KernelRefusals.invalidPatch(
              "A JSON patch is an array of at most " + MOST_OPERATIONS + " operations")
          .asException();
    }
    return patch;
  }

  static ObjectNode object(PatchedDocument document) {
    if (document.root() instanceof ObjectNode object) {
      return object;
    }
    throw KernelRefusals.invalidPatch("The patch must leave a JSON object").asException();
  }

  static void apply(PatchedDocument document, JsonNode operation) {
    Pointer path = Pointer.of(operation.path("path"));
    switch (operation.path("op").asText()) {
      case "add" -> document.add(path, value(operation).deepCopy());
      case "remove" -> document.remove(path);
      case "replace" -> document.replace(path, value(operation).deepCopy());
      case "move" -> document.move(Pointer.of(operation.path("from")), path);
      case "copy" -> document.copy(Pointer.of(operation.path("from")), path);
      case "test" -> document.test(path, value(operation));
      default -> throw incomplete();
    }
  }

  /** The attributes whose values could be learned from what the patch does, or from its refusal. */
  static Stream<List<String>> revealing(JsonNode patch) {
    return StreamSupport.stream(patch.spliterator(), false).flatMap(JsonPatchDocument::looksAt);
  }

  static Stream<List<String>> looksAt(JsonNode operation) {
    return switch (operation.path("op").asText()) {
      case "test" -> Stream.of(Pointer.of(operation.path("path")).names());
      case "move", "copy" -> Stream.of(Pointer.of(operation.path("from")).names());
      default -> Stream.of();
    };
  }

  private static JsonNode value(JsonNode operation) {
    if (!operation.has("value")) {
      throw incomplete();
    }
    return operation.path("value");
  }

  private static Refused incomplete() {
    return KernelRefusals.invalidPatch(
            "Each operation needs op (one of add, copy, move, remove, replace, test), path, and what it takes: value or from")
        .asException();
  }
}
