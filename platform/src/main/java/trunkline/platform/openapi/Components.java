package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import trunkline.platform.json.Json;

/**
 * The components of a document: of what all services share ({@code components.yaml}) and of the
 * service's schemas, only what the document refers to, and what that refers to in turn.
 */
final class Components {
  private static final ObjectNode SHARED = Yaml.read("components.yaml");

  private final ObjectNode all = SHARED.deepCopy();
  private final Map<String, Map<String, JsonNode>> needed = new TreeMap<>();

  private Components(Schemas schemas) {
    ObjectNode every = all.withObjectProperty("schemas");
    schemas.components().forEach(every::set);
    need("#/components/securitySchemes/bearer");
    need("#/components/responses/MethodNotAllowed");
  }

  static JsonNode of(ObjectNode document, Schemas schemas) {
    var components = new Components(schemas);
    components.follow(document);
    return Json.mapper().valueToTree(components.needed);
  }

  private void follow(JsonNode node) {
    if (node.path("$ref").isTextual()) {
      need(node.path("$ref").asText());
    }
    node.forEach(this::follow);
  }

  private void need(String reference) {
    String[] parts = reference.split("/");
    JsonNode component = all.path(parts[2]).path(parts[3]);
    if (component.isMissingNode()) {
      throw new IllegalStateException("nothing is at " + reference);
    }
    if (needed.computeIfAbsent(parts[2], kind -> new TreeMap<>()).put(parts[3], component)
        == null) {
      follow(component);
    }
  }
}
