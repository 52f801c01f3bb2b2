package trunkline.scenarios.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One of TM Forum's own v4 files (Swagger 2.0), and in what our documents fall short of it.
 *
 * @param name {@code TMF629}
 */
record TmForumSpec(String name, JsonNode swagger) {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

  static TmForumSpec read(Path file) {
    try {
      JsonNode swagger = new ObjectMapper().readTree(file.toFile());
      return new TmForumSpec(file.getFileName().toString().substring(0, 6), swagger);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** {@code /tmf-api/party/v4}. */
  String base() {
    return swagger.path("basePath").asText().replaceAll("/$", "");
  }

  boolean isServedBy(JsonNode document) {
    return document.path("paths").properties().stream()
        .anyMatch(path -> path.getKey().startsWith(base() + "/"));
  }

  /** Each in one line, such as {@code TMF629 GET /customer lacks status 404}. */
  Set<String> differences(JsonNode document) {
    var differences = new TreeSet<String>();
    for (Map.Entry<String, JsonNode> path : swagger.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (path.getKey().contains("/listener/")) {
          event(path.getKey(), document, differences);
        } else if (METHODS.contains(operation.getKey())) {
          operation(path.getKey(), operation, document, differences);
        }
      }
    }
    swagger
        .path("definitions")
        .properties()
        .forEach(type -> type(type.getKey(), type.getValue(), document, differences));
    return differences;
  }

  private void event(String path, JsonNode document, Set<String> differences) {
    String event = path.substring(path.lastIndexOf('/') + 1);
    if (!document.path("webhooks").has(event)) {
      differences.add(name + " lacks event " + event);
    }
  }

  private void operation(
      String path, Map.Entry<String, JsonNode> theirs, JsonNode document, Set<String> differences) {
    String place = name + " " + theirs.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path;
    JsonNode ours = document.path("paths").path(base() + path).path(theirs.getKey());
    if (ours.isMissingNode()) {
      differences.add(place + " is missing");
      return;
    }
    theirs
        .getValue()
        .path("responses")
        .fieldNames()
        .forEachRemaining(
            status -> {
              if (!ours.path("responses").has(status)) {
                differences.add(place + " lacks status " + status);
              }
            });
    for (JsonNode parameter : theirs.getValue().path("parameters")) {
      boolean query = parameter.path("in").asText().equals("query");
      if (query && !has(ours, parameter.path("name").asText())) {
        differences.add(place + " lacks parameter " + parameter.path("name").asText());
      }
    }
  }

  /** Shared parameters stand in components by their name. */
  private static boolean has(JsonNode operation, String parameter) {
    for (JsonNode ours : operation.path("parameters")) {
      if (ours.path("$ref").asText().endsWith("/" + parameter)
          || ours.path("name").asText().equals(parameter)) {
        return true;
      }
    }
    return false;
  }

  /** A type that we have by the same name has all their attributes, and asks for what they ask. */
  private void type(String type, JsonNode theirs, JsonNode document, Set<String> differences) {
    JsonNode schemas = document.at("/components/schemas");
    JsonNode ours = schemas.path(type);
    if (ours.path("properties").isObject()) {
      theirs
          .path("properties")
          .fieldNames()
          .forEachRemaining(
              attribute -> {
                if (!ours.path("properties").has(attribute)) {
                  differences.add(name + " " + type + " lacks attribute " + attribute);
                }
              });
    }
    if (type.endsWith("_Create")) {
      required(type, theirs, schemas.path(type.replace("_", "")), differences);
    }
  }

  private void required(String type, JsonNode theirs, JsonNode ours, Set<String> differences) {
    Set<String> ask = texts(theirs.path("required"));
    Set<String> asked = texts(ours.path("required"));
    ask.stream()
        .filter(attribute -> !asked.contains(attribute))
        .forEach(attribute -> differences.add(name + " " + type + " leaves " + attribute + " out"));
    asked.stream()
        .filter(attribute -> !ask.contains(attribute))
        .forEach(attribute -> differences.add(name + " " + type + " asks for " + attribute));
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new TreeSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
