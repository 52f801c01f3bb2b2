package trunkline.warehouse.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trunkline.warehouse.engine.Literal;

/**
 * What the models count on in one kind of resource: which fields must be there and of which type
 * those are that they read. It is written as JSON Schema (draft 2020-12), of which {@code type},
 * {@code required} and {@code properties} are known; what it does not name may come and change
 * freely. A null is an absent field.
 *
 * @param services whose logs tell of the resource
 * @param events the event types that carry it
 */
record Contract(
    List<String> services, String resourceType, List<String> events, List<Field> fields) {
  private static final Set<String> HEAD = Set.of("title", "services", "events");
  private static final Set<String> KEYWORDS = Set.of("type", "required", "properties");

  /**
   * A field of the resource.
   *
   * @param name with dots, as a reason names it
   * @param parent the object that it is in; empty for the resource itself
   */
  record Field(String name, JsonType type, boolean needed, Optional<String> parent) {
    /** As the engine writes it. */
    String path() {
      return Stream.of(name.split("\\."))
          .map(Literal::name)
          .collect(Collectors.joining(".", "$.", ""));
    }
  }

  Contract {
    services = List.copyOf(services);
    events = List.copyOf(events);
    fields = List.copyOf(fields);
  }

  static Contract of(JsonNode schema) {
    String title = schema.path("title").asText();
    var fields = new ArrayList<Field>();
    read(schema, Optional.empty(), fields);
    return new Contract(texts(schema, "services"), title, texts(schema, "events"), fields);
  }

  private static List<String> texts(JsonNode schema, String name) {
    return StreamSupport.stream(schema.path(name).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static void read(JsonNode schema, Optional<String> parent, List<Field> fields) {
    schema.fieldNames().forEachRemaining(keyword -> check(keyword, parent));
    Set<String> needed = new HashSet<>(texts(schema, "required"));
    for (var property : schema.path("properties").properties()) {
      String name = parent.map(above -> above + ".").orElse("") + property.getKey();
      JsonType type = JsonType.of(property.getValue().path("type").asText());
      fields.add(new Field(name, type, needed.remove(property.getKey()), parent));
      read(property.getValue(), Optional.of(name), fields);
    }
    if (!needed.isEmpty()) {
      throw new IllegalStateException("a contract needs " + needed + " and does not describe it");
    }
  }

  private static void check(String keyword, Optional<String> parent) {
    if (!KEYWORDS.contains(keyword) && !(parent.isEmpty() && HEAD.contains(keyword))) {
      throw new IllegalStateException("a contract says " + keyword + ", which nobody would check");
    }
  }
}
