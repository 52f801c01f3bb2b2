package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.ResourceType;

/**
 * What a resource looks like: as it is answered ({@code Customer}), as it is created ({@code
 * CustomerCreate}) and in an event ({@code CustomerEvent}).
 */
final class ResourceSchemas {
  private final Schemas schemas;

  ResourceSchemas(Schemas schemas) {
    this.schemas = schemas;
  }

  void add(ResourceType type) {
    ObjectNode resource = schemas.of(type.schema(), type.typeName());
    resource.remove("required"); // whoever asks for fields gets no others
    ObjectNode properties = resource.withObjectProperty("properties");
    for (String fixed : List.of("id", "href")) {
      properties.putObject(fixed).put("type", "string").put("readOnly", true);
    }
    type.lifecycle().ifPresent(lifecycle -> states(properties, lifecycle));
    new PersonalMarks(schemas).mark(resource, type.personal());
    schemas.put(type.typeName() + "Create", creation(type));
    schemas.put(type.typeName() + "Event", event(type));
  }

  private static void states(ObjectNode properties, Lifecycle lifecycle) {
    ObjectNode state = properties.putObject(lifecycle.attribute());
    state.put("type", "string");
    ArrayNode states = state.putArray("enum");
    new TreeSet<>(lifecycle.states()).forEach(states::add);
    state.put(
        "description",
        "A new resource may be "
            + String.join(", ", lifecycle.entries())
            + "; the first is given to one that names none. x-transitions tells what may follow.");
    ObjectNode transitions = state.putObject("x-transitions");
    new TreeMap<>(lifecycle.transitions())
        .forEach(
            (from, next) -> {
              ArrayNode following = transitions.putArray(from);
              new TreeSet<>(next).forEach(following::add);
            });
  }

  private static ObjectNode creation(ResourceType type) {
    ObjectNode creation = Json.mapper().createObjectNode();
    creation.put("description", "A new " + type.name() + "; what is required may not be blank");
    creation.putArray("allOf").add(Schemas.reference(type.typeName()));
    ArrayNode required = creation.putArray("required");
    new TreeSet<>(type.mandatory()).forEach(required::add);
    return creation;
  }

  private static ObjectNode event(ResourceType type) {
    ObjectNode event = Json.mapper().createObjectNode();
    event.put("description", "What happened to a " + type.name());
    event.putArray("allOf").add(Schemas.reference("TmfEvent"));
    ObjectNode properties = event.putObject("properties");
    ArrayNode names = properties.putObject("eventType").put("type", "string").putArray("enum");
    kinds(type).forEach(kind -> names.add(type.eventType(kind)));
    properties
        .putObject("event")
        .put("type", "object")
        .<ObjectNode>set("required", Json.mapper().createArrayNode().add(type.name()))
        .putObject("properties")
        .set(type.name(), Schemas.reference(type.typeName()));
    return event;
  }

  /** The kinds of events that a resource can have. */
  static List<String> kinds(ResourceType type) {
    return type.lifecycle().isPresent()
        ? List.of("Create", "AttributeValueChange", "StateChange", "Delete")
        : List.of("Create", "AttributeValueChange", "Delete");
  }
}
