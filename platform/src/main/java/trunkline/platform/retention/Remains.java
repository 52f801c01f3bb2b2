package trunkline.platform.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import trunkline.platform.json.Json;

/**
 * What may stay of a resource when the person goes: named attributes that say nothing about anybody
 * once all else is gone. Everything that is not named goes, so an attribute that nobody thought of
 * does not survive.
 *
 * @param paths attributes with single values: {@code validFor.endDateTime}
 * @param characteristics attribute with name and value pairs → the names that stay
 */
public record Remains(List<String> paths, Map<String, Set<String>> characteristics) {
  public static final Remains NOTHING = new Remains(List.of(), Map.of());

  /** Says of a document that a person was erased from it; no caller can write it. */
  public static final String ERASED = "@erased";

  /** Stands in an attribute that must have a value. */
  public static final String PLACEHOLDER = "erased";

  public Remains {
    paths = List.copyOf(paths);
    characteristics = Map.copyOf(characteristics);
  }

  public static Remains of(String... paths) {
    return new Remains(List.of(paths), Map.of());
  }

  /** The same, and of {@code attribute} the pairs with these names too. */
  public Remains and(String attribute, String... names) {
    var all = new LinkedHashMap<>(characteristics);
    var more = new TreeSet<>(all.getOrDefault(attribute, Set.of()));
    more.addAll(List.of(names));
    all.put(attribute, Set.copyOf(more));
    return new Remains(paths, all);
  }

  /** Whether an erasure has been here. */
  public static boolean isErased(JsonNode resource) {
    return resource.path(ERASED).asBoolean();
  }

  /** A copy with what stays, and the mark that the rest was erased. Done twice, it is the same. */
  public ObjectNode in(ObjectNode resource) {
    ObjectNode left = Json.mapper().createObjectNode();
    left.put(ERASED, true);
    for (String path : paths) {
      keep(resource, left, List.of(path.split("\\.")));
    }
    characteristics.forEach((attribute, names) -> keepPairs(resource, left, attribute, names));
    prune(left);
    return left;
  }

  private static void prune(JsonNode node) {
    for (Iterator<JsonNode> children = node.iterator(); children.hasNext(); ) {
      JsonNode child = children.next();
      prune(child);
      if (child.isContainerNode() && child.isEmpty()) {
        children.remove();
      }
    }
  }

  private static void keep(ObjectNode from, ObjectNode to, List<String> path) {
    String name = path.getFirst();
    JsonNode value = from.path(name);
    if (path.size() == 1) {
      if (value.isValueNode() && !value.isNull()) {
        to.set(name, value);
      }
    } else if (value instanceof ObjectNode object) {
      keep(object, to.withObject("/" + name), path.subList(1, path.size()));
    } else if (value instanceof ArrayNode array) {
      keepEach(array, to.withArray("/" + name), path.subList(1, path.size()));
    }
  }

  /**
   * Elements stay in their places until all paths are done, so that several meet in one element.
   */
  private static void keepEach(ArrayNode from, ArrayNode to, List<String> path) {
    for (int i = 0; i < from.size(); i++) {
      if (to.size() <= i) {
        to.addObject();
      }
      if (from.get(i) instanceof ObjectNode element && to.get(i) instanceof ObjectNode left) {
        keep(element, left, path);
      }
    }
  }

  private static void keepPairs(
      ObjectNode from, ObjectNode to, String attribute, Set<String> names) {
    for (JsonNode pair : from.path(attribute)) {
      String name = pair.path("name").asText();
      JsonNode value = pair.path("value");
      if (names.contains(name) && value.isValueNode() && !value.isNull()) {
        to.withArray("/" + attribute).addObject().put("name", name).set("value", value);
      }
    }
  }

  /** For who has to take the rest away elsewhere; {@link #read} reads it. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    paths.forEach(json.putArray("paths")::add);
    ObjectNode pairs = json.putObject("characteristics");
    characteristics.forEach(
        (name, names) -> names.stream().sorted().forEach(pairs.withArray("/" + name)::add));
    return json;
  }

  public static Remains read(JsonNode json) {
    var paths = new ArrayList<String>();
    json.path("paths").forEach(path -> paths.add(path.asText()));
    var characteristics = new LinkedHashMap<String, Set<String>>();
    json.path("characteristics")
        .properties()
        .forEach(
            pair -> {
              var names = new HashSet<String>();
              pair.getValue().forEach(name -> names.add(name.asText()));
              characteristics.put(pair.getKey(), names);
            });
    return new Remains(paths, characteristics);
  }
}
