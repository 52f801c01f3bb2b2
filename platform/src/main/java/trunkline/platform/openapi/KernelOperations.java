package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.platform.feed.FeedApi;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.PrivacyApi;
import trunkline.platform.tmf.ResourceType;

/**
 * The operations that a service has by the kernel's rules, from {@code operations.yaml}: what a
 * route of the kernel's means, found by its method and path.
 */
final class KernelOperations {
  private static final ObjectNode TEMPLATES = Yaml.read("operations.yaml");

  private final Map<String, ObjectNode> operations = new HashMap<>();

  KernelOperations(String service, List<ResourceType> types) {
    types.forEach(this::resource);
    types.stream().map(ResourceType::api).distinct().forEach(this::hub);
    put("GET /audit/v1/read", "audit", Map.of());
    put("GET " + FeedApi.path(service), "feed", Map.of());
    put("POST " + PrivacyApi.path(service, "find"), "privacyFind", Map.of());
    put("POST " + PrivacyApi.path(service, "export"), "privacyExport", Map.of());
    put("POST " + PrivacyApi.path(service, "erase"), "privacyErase", Map.of());
    put("GET /health/live", "live", Map.of());
    put("GET /health/ready", "ready", Map.of());
    String docs = DocsApi.path(service);
    put("GET " + docs, "docs", Map.of());
    put("GET " + docs + "/openapi.json", "docsJson", Map.of());
    put("GET " + docs + "/openapi.yaml", "docsYaml", Map.of());
    put("GET " + docs + "/assets/{id}", "docsAsset", Map.of());
  }

  /** The operation of a route of the kernel's. */
  Optional<ObjectNode> find(Route route) {
    return Optional.ofNullable(operations.get(route.method().text() + " " + route.path()));
  }

  /** How a listener is told of an event. */
  static ObjectNode notification(ResourceType type, String kind) {
    var words = new HashMap<>(words(type));
    words.put("Kind", kind);
    return filled("notification", words);
  }

  /** The bulk door whichever service is behind it: the resource is named in the path. */
  static ObjectNode bulkDoor() {
    return filled("bulkDoor", Map.of());
  }

  private void resource(ResourceType type) {
    Map<String, String> words = words(type);
    String one = type.path() + "/{id}";
    put("GET " + type.path(), "list", words);
    put("POST " + type.path(), "create", words);
    put("GET " + one, "retrieve", words);
    put("PATCH " + one, "patch", words);
    put("DELETE " + one, "delete", words);
    put("POST /bulk/v1/" + type.name(), "bulk", words);
  }

  private void hub(String api) {
    String domain = api.split("/")[2];
    Map<String, String> words = Map.of("domain", domain, "Domain", Schemas.capitalised(domain));
    String one = api + "/hub/{id}";
    put("POST " + api + "/hub", "subscribe", words);
    put("GET " + api + "/hub", "subscriptions", words);
    put("GET " + one, "subscription", words);
    put("DELETE " + one, "unsubscribe", words);
    put("POST " + one + "/secret", "secret", words);
    put("GET " + one + "/deadLetter", "deadLetters", words);
    put("POST " + one + "/replay", "replay", words);
    put("POST " + one + "/discard", "discard", words);
  }

  private static Map<String, String> words(ResourceType type) {
    return Map.of(
        "Type", type.typeName(),
        "resource", type.name(),
        "domain", type.domain(),
        "Domain", Schemas.capitalised(type.domain()));
  }

  private void put(String methodAndPath, String template, Map<String, String> words) {
    operations.put(methodAndPath, filled(template, words));
  }

  private static ObjectNode filled(String template, Map<String, String> words) {
    String text = Json.write(TEMPLATES.path(template));
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("${" + word.getKey() + "}", word.getValue());
    }
    return (ObjectNode) Json.parse(text);
  }
}
