package trunkline.device.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Which resource took the place of one that was swapped, noted on the one that left. */
final class Replacement {
  private static final String RELATIONSHIPS = "resourceRelationship";
  private static final String TYPE = "replacedBy";

  private Replacement() {}

  static Optional<String> of(JsonNode resource) {
    for (JsonNode relationship : resource.path(RELATIONSHIPS)) {
      if (relationship.path("relationshipType").asText().equals(TYPE)) {
        return Optional.of(relationship.path("id").asText());
      }
    }
    return Optional.empty();
  }

  static void note(ObjectNode resource, String id, String href) {
    resource
        .withArray(RELATIONSHIPS)
        .addObject()
        .put("relationshipType", TYPE)
        .put("id", id)
        .put("href", href);
  }
}
