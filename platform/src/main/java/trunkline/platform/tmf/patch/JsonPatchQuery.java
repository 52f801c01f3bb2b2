package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * JSON patch whose path chooses array elements by query (TMF630 part 5): {@code
 * /contactMedium/characteristic/city?contactMedium.mediumType=email} or, with names relative to the
 * array, {@code /contactMedium/preferred?mediumType=email}. Each operation sees what those before
 * it did, and applies to every element that matches; a query that matches nothing is refused,
 * because the caller meant something.
 */
final class JsonPatchQuery {
  /** {@code name} is dotted, relative to the array element or from the resource. */
  private record Condition(String name, String value) {}

  private final List<String> names;
  private final List<Condition> conditions;

  /** {@code path} holds a question mark. */
  private JsonPatchQuery(String path) {
    int question = path.indexOf('?');
    if (!path.startsWith("/")) {
      throw refused("a path such as /contactMedium/preferred?mediumType=email");
    }
    names = List.of(path.substring(1, question).split("/"));
    conditions =
        Stream.of(path.substring(question + 1).split("&")).map(JsonPatchQuery::condition).toList();
  }

  static ObjectNode apply(ObjectNode target, JsonNode patch) {
    var document = new PatchedDocument(target);
    for (JsonNode operation : JsonPatchDocument.operations(patch)) {
      if (isQuery(operation)) {
        var query = new JsonPatchQuery(operation.path("path").asText());
        for (String pointer : query.pointers(document.root())) {
          ObjectNode resolved = operation.deepCopy();
          JsonPatchDocument.apply(document, resolved.put("path", pointer));
        }
      } else {
        JsonPatchDocument.apply(document, operation);
      }
    }
    return JsonPatchDocument.object(document);
  }

  /** The attributes that the queries compare, each by every path it could mean. */
  static Stream<List<String>> revealing(JsonNode patch) {
    return StreamSupport.stream(patch.spliterator(), false)
        .filter(JsonPatchQuery::isQuery)
        .map(operation -> new JsonPatchQuery(operation.path("path").asText()))
        .flatMap(JsonPatchQuery::compared);
  }

  /** The operations without a query, which look at what JSON patch says. */
  static Stream<JsonNode> plain(JsonNode patch) {
    return StreamSupport.stream(patch.spliterator(), false).filter(o -> !isQuery(o));
  }

  private static boolean isQuery(JsonNode operation) {
    return operation.isObject() && operation.path("path").asText().contains("?");
  }

  private Stream<List<String>> compared() {
    return conditions.stream()
        .flatMap(
            condition ->
                IntStream.rangeClosed(0, names.size())
                    .mapToObj(
                        n ->
                            Stream.concat(
                                    names.stream().limit(n), Stream.of(condition.name.split("\\.")))
                                .toList()));
  }

  private static Condition condition(String text) {
    String[] sides = text.split("=", 2);
    if (sides.length != 2 || sides[0].isEmpty()) {
      throw refused("name=value");
    }
    try {
      return new Condition(
          URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
          URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw refused("name=value, percent-encoded");
    }
  }

  /** The places that match, last first, so that removing one doesn't move the next. */
  private List<String> pointers(JsonNode resource) {
    var pointers = new ArrayList<String>();
    expand(resource, 0, "", conditions, pointers);
    if (pointers.isEmpty()) {
      throw KernelRefusals.invalidPatch("No array element matches the query of a path")
          .asException();
    }
    return pointers.reversed();
  }

  /** Walks the names; at an array, goes on in those elements that meet the conditions. */
  private void expand(
      JsonNode node, int name, String pointer, List<Condition> open, List<String> pointers) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode element = array.get(i);
        if (open.stream().allMatch(condition -> meets(element, condition, name))) {
          expand(element, name, pointer + "/" + i, List.of(), pointers);
        }
      }
    } else if (name == names.size()) {
      if (open.isEmpty()) {
        pointers.add(pointer);
      }
    } else {
      String token = names.get(name);
      JsonNode below = node.path(token.replace("~1", "/").replace("~0", "~"));
      expand(below, name + 1, pointer + "/" + token, open, pointers);
    }
  }

  private boolean meets(JsonNode element, Condition condition, int depth) {
    String prefix = String.join(".", names.subList(0, depth)) + ".";
    String dotted =
        condition.name.startsWith(prefix)
            ? condition.name.substring(prefix.length())
            : condition.name;
    JsonNode found = element;
    for (String name : dotted.split("\\.")) {
      found = found.path(name);
    }
    return found.isValueNode() && found.asText().equals(condition.value);
  }

  private static Refused refused(String form) {
    return KernelRefusals.invalidPatch("A path with a query is written " + form).asException();
  }
}
