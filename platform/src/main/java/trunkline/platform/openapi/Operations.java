package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;

/** Makes an OpenAPI operation of a route: of the kernel's, or of one that a service describes. */
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

  private static final String PARAMETERS = "#/components/parameters/";
  private static final Description.Parameter FIELDS = new Description.Common("fields");
  private static final List<Integer> OF_ALL = List.of(500, 503);
  private static final List<Integer> OF_GUARDED = List.of(401, 403, 429);
  private static final List<Integer> OF_BODIES = List.of(413, 415);
  private static final Set<Method> WITH_BODY = Set.of(Method.POST, Method.PUT, Method.PATCH);

  private final KernelOperations kernel;
  private final Schemas schemas;

  Operations(KernelOperations kernel, Schemas schemas) {
    this.kernel = kernel;
    this.schemas = schemas;
  }

  ObjectNode of(Route route) {
    Optional<ObjectNode> operation =
        route
            .description()
            .map(description -> described(route, description))
            .or(() -> kernel.find(route));
    return complete(operation.orElseThrow(() -> undescribed(route)), route);
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

  private static IllegalStateException undescribed(Route route) {
    return new IllegalStateException(
        "%s %s is not described: give it words with Route.described, or a template in operations.yaml"
            .formatted(route.method().text(), route.path()));
  }

  private static ObjectNode named(Route route, Description description) {
    ObjectNode operation = Json.mapper().createObjectNode();
    List<String> segments = List.of(route.path().substring(1).split("/"));
    boolean ofTmf = segments.getFirst().equals("tmf-api"); // /tmf-api/{api}/{version}/{resource}
    String tag = segments.get(ofTmf ? 3 : 0);
    operation.putArray("tags").add(Schemas.capitalised(tag));
    String name = description.name().isEmpty() ? nameOf(route) : description.name();
    operation.put("operationId", name).put("summary", description.summary());
    for (String parameter : List.of("id", "name")) {
      if (route.path().contains("{" + parameter + "}")) {
        operation.withArrayProperty("parameters").addObject().put("$ref", PARAMETERS + parameter);
      }
    }
    return operation;
  }

  /** {@code POST /search/v1/rebuild} is {@code postSearchV1Rebuild}. */
  private static String nameOf(Route route) {
    var name = new StringBuilder(route.method().text().toLowerCase(Locale.ROOT));
    for (String word : route.path().replaceAll("[{}]", "").substring(1).split("[/.-]")) {
      name.append(Schemas.capitalised(word));
    }
    return name.toString();
  }

  private ObjectNode described(Route route, Description description) {
    ObjectNode operation = named(route, description);
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
    if (description.parameters().contains(FIELDS)) {
      description.answers().stream()
          .flatMap(answer -> answer.schema().stream())
          .forEach(schema -> schemas.loosen(schemas.named(schema.name())));
    }
    refuses(responses, 400);
    description.refuses().forEach(status -> refuses(responses, status));
    if (route.path().contains("{id}")) {
      refuses(responses, 404);
    }
    return operation;
  }

  private static void add(ObjectNode operation, Description.Parameter parameter) {
    ObjectNode entry = operation.withArrayProperty("parameters").addObject();
    switch (parameter) {
      case Description.Common(String name) -> entry.put("$ref", PARAMETERS + name);
      case Description.Query query -> {
        entry.put("name", query.name()).put("in", "query").put("description", query.meaning());
        if (query.required()) {
          entry.put("required", true);
        }
        entry.set("schema", Json.mapper().valueToTree(new TreeMap<>(query.type())));
      }
    }
  }

  private void add(ObjectNode responses, Description.Answer answer) {
    ObjectNode response = responses.putObject(Integer.toString(answer.status()));
    response.put("description", meaning(answer));
    new TreeMap<>(answer.headers())
        .forEach(
            (name, component) ->
                response
                    .withObjectProperty("headers")
                    .putObject(name)
                    .put("$ref", "#/components/headers/" + component));
    answer.schema().ifPresent(body -> response.set("content", json(body)));
    answer
        .files()
        .forEach(
            mediaType ->
                response
                    .withObjectProperty("content")
                    .putObject(mediaType)
                    .putObject("schema")
                    .put("type", "string")
                    .put("format", "binary"));
  }

  private static String meaning(Description.Answer answer) {
    return switch (answer.status()) {
      case 201 -> "Created";
      case 202 -> "It has begun";
      case 302 -> "To be read elsewhere";
      case 304 -> "It still is the version that If-None-Match names";
      default -> answer.schema().isPresent() || !answer.files().isEmpty() ? "The answer" : "Done";
    };
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
