package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import trunkline.platform.json.Json;

/**
 * Brings the files of {@code contracts/schemas} into one document: each becomes a component, and so
 * does everything that they refer to, in each other's {@code $defs} too.
 */
final class Schemas {
  private static final String FOLDER = "/contracts/schemas/";
  private static final String ENDING = ".schema.json";
  private static final String DEFINITIONS = "#/$defs/";

  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, ObjectNode> files = new HashMap<>();

  /** Where a component comes from, so that two of one name are told apart. */
  private final Map<String, String> origins = new HashMap<>();

  /** The component that a file becomes; {@code typeName} is its name, also when others share it. */
  ObjectNode of(String file, String typeName) {
    ObjectNode schema =
        components.getOrDefault(component(file, "#", typeName), Json.mapper().createObjectNode());
    return components.computeIfAbsent(typeName, name -> schema.deepCopy());
  }

  /** The name of the component that a schema of a route of a service's own becomes. */
  String named(String schema) {
    return component(schema + ENDING, "#", capitalised(schema));
  }

  /** Lets attributes be missing at every depth: whoever asks for fields gets no others. */
  void loosen(String component) {
    loosen(reference(component), new HashSet<>());
  }

  private void loosen(JsonNode schema, Set<JsonNode> seen) {
    JsonNode found = resolved(schema);
    if (found instanceof ObjectNode object && seen.add(schema)) {
      object.remove("required");
      object.path("properties").forEach(property -> loosen(property, seen));
      loosen(object.path("items"), seen);
    }
  }

  void put(String name, ObjectNode schema) {
    components.put(name, schema);
  }

  /** By name, in alphabetical order. */
  Map<String, ObjectNode> components() {
    return components;
  }

  static JsonNode reference(String component) {
    return Json.mapper().createObjectNode().put("$ref", "#/components/schemas/" + component);
  }

  /** The schema that a reference leads to, or the schema itself. */
  JsonNode resolved(JsonNode schema) {
    String target = schema.path("$ref").asText();
    JsonNode found = components.get(target.substring(target.lastIndexOf('/') + 1));
    return found == null ? schema : found;
  }

  private String component(String file, String pointer, String wanted) {
    String origin = file + pointer;
    String known = origins.get(origin);
    if (known != null) {
      return known;
    }
    String name =
        components.containsKey(wanted) ? capitalised(file.replace(ENDING, "")) + wanted : wanted;
    origins.put(origin, name);
    ObjectNode schema = Json.mapper().createObjectNode();
    components.put(name, schema);
    schema.setAll((ObjectNode) bundled(file, file(file).at(pointer.substring(1))));
    schema.remove("$schema");
    schema.remove("$id");
    schema.remove("$defs");
    if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", true); // said aloud: generators make room for extensions
    }
    return name;
  }

  /** A copy whose references stay within the document; what may be anything is written as {}. */
  private JsonNode bundled(String file, JsonNode node) {
    if (node.isArray()) {
      var copy = Json.mapper().createArrayNode();
      node.forEach(element -> copy.add(bundled(file, element)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = Json.mapper().createObjectNode();
    node.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              boolean reference = entry.getKey().equals("$ref") && value.isTextual();
              copy.set(
                  entry.getKey(),
                  reference
                      ? reference(target(file, value.asText())).get("$ref")
                      : bundled(file, value));
            });
    if (node.path("properties").isObject()) {
      allowAnything((ObjectNode) copy.get("properties"));
    }
    return copy;
  }

  private static void allowAnything(ObjectNode properties) {
    properties
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isBoolean()) {
                entry.setValue(Json.mapper().createObjectNode());
              }
            });
  }

  private String target(String file, String reference) {
    int hash = reference.indexOf('#');
    String other = hash == 0 ? file : hash < 0 ? reference : reference.substring(0, hash);
    String pointer = hash < 0 ? "#" : reference.substring(hash);
    if (pointer.startsWith(DEFINITIONS)) {
      return component(other, pointer, pointer.substring(DEFINITIONS.length()));
    }
    if (pointer.equals("#")) {
      return component(other, pointer, capitalised(other.replace(ENDING, "")));
    }
    throw new IllegalStateException(reference + " in " + file + " leads to no definition");
  }

  private ObjectNode file(String name) {
    return files.computeIfAbsent(name, Schemas::read);
  }

  private static ObjectNode read(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("no schema " + FOLDER + name + " on the class path");
      }
      return (ObjectNode) Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
