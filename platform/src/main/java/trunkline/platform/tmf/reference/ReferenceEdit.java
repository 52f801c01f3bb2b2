package trunkline.platform.tmf.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.query.AttributePath;

/**
 * What shall become of every reference to one resource. The reference is found by {@link
 * #matching}, and changed in place by {@link #apply}; once changed, it is not found again.
 */
sealed interface ReferenceEdit {
  /** Whom the reference is to. */
  String id();

  /** JSON path over {@code @}, a reference: whether it is not yet as it shall be. */
  String condition();

  void change(ObjectNode reference);

  /** The name is this; a reference without a name stays without. */
  record Rename(String id, String name) implements ReferenceEdit {
    @Override
    public String condition() {
      return "@.\"name\".type() == \"string\" && @.\"name\" != " + Json.write(name);
    }

    @Override
    public void change(ObjectNode reference) {
      if (reference.path("name").isTextual()) {
        reference.put("name", name);
      }
    }
  }

  /** There is no such resource any more. */
  record MarkDeleted(String id) implements ReferenceEdit {
    @Override
    public String condition() {
      return "!(@.\"deleted\".type() == \"boolean\" && @.\"deleted\" == true)";
    }

    @Override
    public void change(ObjectNode reference) {
      reference.put("deleted", true);
    }
  }

  /** JSON path of the documents that hold such a reference at {@code path}. */
  default String matching(AttributePath path) {
    return path.jsonPath("$") + " ? (@.\"id\" == " + Json.write(id()) + " && " + condition() + ")";
  }

  /** Changes every such reference at the path. */
  default void apply(JsonNode document, AttributePath path) {
    apply(document, path.segments());
  }

  private void apply(JsonNode node, List<String> path) {
    if (node instanceof ArrayNode array) {
      array.forEach(element -> apply(element, path));
    } else if (!path.isEmpty()) {
      apply(node.path(path.getFirst()), path.subList(1, path.size()));
    } else if (node instanceof ObjectNode reference && reference.path("id").asText().equals(id())) {
      change(reference);
    }
  }
}
