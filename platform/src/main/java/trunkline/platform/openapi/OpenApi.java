package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.ResourceType;

/**
 * The OpenAPI 3.1 document of a service, in a stable order: each route is an operation, each event
 * a webhook, each schema of {@code contracts/schemas} that they need a component.
 */
public final class OpenApi {
  private static final String ABOUT =
      """
      Every call is made for the tenant of its token. X-Correlation-ID (or traceparent) ties a call to its event, its audit \
      row and its log lines. A method that a path does not list is refused with 405, an unknown path with 404; every refusal \
      has the body Error.
      """;

  private OpenApi() {}

  /** Describes a service by everything that it serves. */
  public static ObjectNode of(String service, List<ResourceType> types, List<Route> routes) {
    var schemas = new Schemas();
    var resources = new ResourceSchemas(schemas);
    types.forEach(resources::add);
    ObjectNode document = head("Trunkline: the " + service + " service");
    var tags = document.putArray("tags");
    types.forEach(
        type ->
            tags.addObject()
                .put("name", type.typeName())
                .put(
                    "description",
                    schemas.of(type.schema(), type.typeName()).path("description").asText()));
    var operations = new Operations(new KernelOperations(service, types), schemas);
    document.set("paths", paths(routes, operations));
    ObjectNode webhooks = document.putObject("webhooks");
    types.forEach(type -> addWebhooks(webhooks, type));
    return document.set("components", Components.of(document, schemas));
  }

  /**
   * Describes the bulk door of the edge: one path for the resources of all services, for callers
   * who learn the resource's name at run time.
   */
  public static ObjectNode bulkDoor(Route anyBulkRoute) {
    ObjectNode document = head("Trunkline: the bulk door");
    document
        .putObject("paths")
        .putObject("/bulk/v1/{id}")
        .set("post", Operations.complete(KernelOperations.bulkDoor(), anyBulkRoute));
    return document.set("components", Components.of(document, new Schemas()));
  }

  /** A document as YAML. */
  public static String yaml(JsonNode document) {
    return Yaml.write(document);
  }

  private static ObjectNode head(String title) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", title).put("version", "1").put("description", ABOUT.strip());
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/");
    return document;
  }

  private static ObjectNode paths(List<Route> routes, Operations operations) {
    var paths = new TreeMap<String, Map<String, JsonNode>>();
    for (Route route : routes) {
      paths
          .computeIfAbsent(route.path(), path -> new TreeMap<>())
          .put(route.method().text().toLowerCase(Locale.ROOT), operations.of(route));
    }
    return Json.mapper().valueToTree(paths);
  }

  private static void addWebhooks(ObjectNode webhooks, ResourceType type) {
    for (String kind : ResourceSchemas.kinds(type)) {
      webhooks
          .putObject(type.name() + kind + "Event")
          .set("post", KernelOperations.notification(type, kind));
    }
  }
}
