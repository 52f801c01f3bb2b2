package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;

/** Makes an OpenAPI operation of a route: the kernel's, a described one, or one without a word. */
final class Operations {
  /** The refusals of {@code components.yaml} by their status. */
  private static final Map<Integer, String> REFUSALS =
      Map.ofEntries(
          Map.entry(400, "BadRequest"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "NotFound"),
          Map.entry(406, "NotAcceptable"),
          Map.entry(409, "Conflict"),
          Map.entry(412, "PreconditionFailed"),
          Map.entry(413, "ContentTooLarge"),
          Map.entry(415, "UnsupportedMediaType"),
          Map.entry(422, "Unprocessable"),
          Map.entry(429, "TooManyRequests"),
          Map.entry(500, "InternalError"),
          Map.entry(501, "NotImplemented"),
          Map.entry(503, "Unavailable"));

  private static final List<Integer> OF_ALL = List.of(500, 503);
  private static final List<Integer> OF_GUARDED = List.of(401, 403, 429);
  private static final List<Integer> OF_BODIES = List.of(413, 415);
  private static final List<Integer> OF_UNDESCRIBED = List.of(400, 404, 406, 409, 412, 422, 501);
  private static final Set<Method> WITH_BODY = Set.of(Method.POST, Method.PUT, Method.PATCH);

  private final KernelOperations kernel;
  private final Schemas schemas;

  Operations(KernelOperations kernel, Schemas schemas) {
    this.kernel = kernel;
    this.schemas = schemas;
  }

  ObjectNode of(Route route) {
    ObjectNode operation =
        route.description().map(description -> described(route, description)).orElse(null);
    if (operation == null) {
      operation = kernel.find(route).orElseGet(() -> undescribed(route));
    }
    return complete(operation, route);
  }

  /** What is true of every route: who may call it, and how it can refuse. */
  static ObjectNode complete(ObjectNode operation, Route route) {
    var security = operation.putArray("security");
    route.scope().ifPresent(scope -> security.addObject().putArray("bearer").add(scope.text()));
    ObjectNode responses = operation.withObjectProperty("responses");
    OF_ALL.forEach(status -> refuses(responses, status));
    if (route.scope().isPresent()) {
      OF_GUARDED.forEach(status -> refuses(responses, status));
    }
    if (route.path().contains("{id}")) {
      refuses(responses, 400); // a path can be encoded wrongly
    }
    if (WITH_BODY.contains(route.method())) {
      OF_BODIES.forEach(status -> refuses(responses, status));
    }
    var sorted = new TreeMap<String, JsonNode>();
    responses.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    operation.set("responses", Json.mapper().createObjectNode().setAll(sorted));
    return operation;
  }

  private static void refuses(ObjectNode responses, int status) {
    String reference = "#/components/responses/" + REFUSALS.get(status);
    if (!responses.has(Integer.toString(status))) {
      responses.putObject(Integer.toString(status)).put("$ref", reference);
    }
  }

  private static ObjectNode named(Route route, String summary) {
    ObjectNode operation = Json.mapper().createObjectNode();
    String[] segments = route.path().replaceAll("[{}]", "").substring(1).split("[/.-]");
    operation.putArray("tags").add(Schemas.capitalised(segments[0]));
    var id = new StringBuilder(route.method().text().toLowerCase(Locale.ROOT));
    for (String segment : segments) {
      id.append(Schemas.capitalised(segment));
    }
    operation.put("operationId", id.toString()).put("summary", summary);
    if (route.path().contains("{id}")) {
      operation.putArray("parameters").addObject().put("$ref", "#/components/parameters/id");
    }
    return operation;
  }

  private static ObjectNode undescribed(Route route) {
    ObjectNode operation = named(route, route.method().text() + " " + route.path());
    operation.put("x-undescribed", true);
    ObjectNode responses = operation.putObject("responses");
    responses.putObject("2XX").put("description", "Done");
    if (route.method().equals(Method.GET)) {
      responses.putObject("3XX").put("description", "Elsewhere, or as it was");
    }
    OF_UNDESCRIBED.forEach(status -> refuses(responses, status));
    return operation;
  }

  private ObjectNode described(Route route, Description description) {
    ObjectNode operation = named(route, description.summary());
    description.parameters().forEach(parameter -> add(operation, parameter));
    description
        .request()
        .ifPresent(
            body -> {
              ObjectNode request = operation.putObject("requestBody").put("required", true);
              request.set("content", json(body));
            });
    ObjectNode responses = operation.putObject("responses");
    description.answers().forEach(answer -> add(responses, answer));
    refuses(responses, 400);
    description.refuses().forEach(status -> refuses(responses, status));
    if (route.path().contains("{id}")) {
      refuses(responses, 404);
    }
    return operation;
  }

  private static void add(ObjectNode operation, Description.Parameter parameter) {
    ObjectNode entry = operation.withArrayProperty("parameters").addObject();
    entry.put("name", parameter.name()).put("in", "query");
    entry.put("description", parameter.meaning());
    if (parameter.required()) {
      entry.put("required", true);
    }
    entry.putObject("schema").put("type", "string");
  }

  private void add(ObjectNode responses, Description.Answer answer) {
    ObjectNode response = responses.putObject(Integer.toString(answer.status()));
    response.put("description", answer.schema().isPresent() ? "The answer" : "Done");
    answer.schema().ifPresent(body -> response.set("content", json(body)));
  }

  private JsonNode json(Description.Schema body) {
    JsonNode one = Schemas.reference(schemas.named(body.name()));
    ObjectNode schema = Json.mapper().createObjectNode();
    if (body.list()) {
      schema.put("type", "array").set("items", one);
    }
    ObjectNode content = Json.mapper().createObjectNode();
    content.putObject("application/json").set("schema", body.list() ? schema : one);
    return content;
  }
}
