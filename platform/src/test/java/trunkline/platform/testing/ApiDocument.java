package trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import trunkline.platform.json.Json;

/** A service's OpenAPI document, as tests read it. Safe to use from any thread. */
public final class ApiDocument {
  private static final String ADDRESS = "https://trunkline.example/openapi.json";
  private static final String OPENAPI = "/oas/openapi-3.1.schema.json";

  /** An operation: {@code GET}, its path as the document writes it, and what stands there. */
  public record Operation(String method, String path, JsonNode node) {
    /** The scope that a token needs; empty for what anybody may ask. */
    public Optional<String> scope() {
      JsonNode scope = node.at("/security/0/bearer/0");
      return scope.isTextual() ? Optional.of(scope.asText()) : Optional.empty();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Operation>> paths = new TreeMap<>();

  private ApiDocument(JsonNode document) {
    this.document = document;
    String text = Json.write(document);
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ADDRESS, text)));
    document
        .path("paths")
        .properties()
        .forEach(path -> paths.put(path.getKey(), operations(path.getKey(), path.getValue())));
  }

  public static ApiDocument of(JsonNode document) {
    return new ApiDocument(document);
  }

  private static Map<String, Operation> operations(String path, JsonNode item) {
    var operations = new TreeMap<String, Operation>();
    item.properties()
        .forEach(
            entry -> {
              String method = entry.getKey().toUpperCase(Locale.ROOT);
              operations.put(method, new Operation(method, path, entry.getValue()));
            });
    return operations;
  }

  /** Every operation, by path and method. */
  public List<Operation> operations() {
    return paths.values().stream().flatMap(methods -> methods.values().stream()).toList();
  }

  /** The operations at the path that a request was sent to, by method; empty when there is none. */
  public Map<String, Operation> at(String requestPath) {
    Map<String, Operation> fixed = paths.get(requestPath);
    return fixed != null
        ? fixed
        : paths.entrySet().stream()
            .filter(entry -> fits(entry.getKey(), requestPath))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Map.of());
  }

  private static boolean fits(String path, String requestPath) {
    return path.contains("{")
        && Pattern.matches(
            "\\Q" + path.replaceAll("\\{(id|name)}", "\\\\E[^/]+\\\\Q") + "\\E", requestPath);
  }

  public JsonNode node() {
    return document;
  }

  /** What a reference within the document leads to, or the node itself. */
  public JsonNode resolved(JsonNode node) {
    JsonNode at = node;
    while (at.path("$ref").isTextual()) {
      at = document.at(at.path("$ref").asText().substring(1));
    }
    return at;
  }

  /** What is wrong with a value by a schema of the document, which stands at a JSON pointer. */
  public List<String> faults(String pointer, JsonNode value) {
    Schema schema =
        schemas.computeIfAbsent(
            pointer, p -> registry.getSchema(SchemaLocation.of(ADDRESS + "#" + p)));
    return schema.validate(value).stream().map(ApiDocument::text).toList();
  }

  /** What is wrong with the document itself, by OpenAPI's schema and by JSON schema's. */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    try (InputStream in = ApiDocument.class.getResourceAsStream(OPENAPI)) {
      var openApi = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
      openApi.getSchema(in).validate(document).forEach(error -> faults.add(text(error)));
      Schema ofSchemas =
          openApi.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
      document
          .at("/components/schemas")
          .forEach(s -> ofSchemas.validate(s).forEach(error -> faults.add(text(error))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return faults;
  }

  private static String text(com.networknt.schema.Error error) {
    return error.getInstanceLocation() + ": " + error.getMessage();
  }
}
