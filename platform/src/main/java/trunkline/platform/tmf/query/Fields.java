package trunkline.platform.tmf.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.json.Json;

/**
 * Which attributes the caller wants ({@code fields=id,name,validFor.endDateTime}; TMF630 part 1,
 * 4.3). Exactly the named ones are answered; {@code fields=none} means id and href.
 */
public final class Fields {
  /** No choice made: the whole resource. */
  public static final Fields ALL = new Fields(Map.of());

  private final Map<String, Fields> chosen;

  private Fields(Map<String, Fields> chosen) {
    this.chosen = chosen;
  }

  static Fields of(List<String> names) {
    if (names.equals(List.of("none"))) {
      return of(List.of("id", "href"));
    }
    var root = new Fields(new LinkedHashMap<>());
    for (String name : names) {
      root.add(AttributePath.of(name).segments());
    }
    return root;
  }

  private void add(List<String> segments) {
    String first = segments.getFirst();
    if (segments.size() == 1) {
      chosen.put(first, ALL);
    } else if (chosen.get(first) != ALL) {
      chosen
          .computeIfAbsent(first, f -> new Fields(new LinkedHashMap<>()))
          .add(segments.subList(1, segments.size()));
    }
  }

  public boolean isAll() {
    return chosen.isEmpty();
  }

  /** The chosen part of a document; arrays keep their length. */
  public JsonNode of(JsonNode document) {
    if (isAll()) {
      return document;
    }
    if (document instanceof ArrayNode array) {
      ArrayNode result = Json.mapper().createArrayNode();
      array.forEach(element -> result.add(of(element)));
      return result;
    }
    if (!(document instanceof ObjectNode)) {
      return document;
    }
    ObjectNode result = Json.mapper().createObjectNode();
    chosen.forEach(
        (name, below) -> {
          JsonNode value = document.get(name);
          if (value != null) {
            result.set(name, below.of(value));
          }
        });
    return result;
  }
}
