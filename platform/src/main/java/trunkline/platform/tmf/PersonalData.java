package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.tmf.query.AttributePath;

/**
 * Which attributes of a resource are personal, and how each is masked for a caller who may not see
 * it. Masking keeps the shape of the document: a masked text stays a text.
 */
public record PersonalData(Map<AttributePath, Mask> attributes) {
  public static final PersonalData NONE = new PersonalData(Map.of());

  /** How a value is hidden. */
  public enum Mask {
    /** {@code Jane} → {@code J***}. */
    INITIAL,
    /** {@code jane@example.org} → {@code j***@***}. */
    EMAIL,
    /** {@code +4930123456} → {@code ***56}. */
    LAST_TWO,
    /** Anything → {@code ***}; a whole object or array → gone. */
    ALL;

    /** What is shown instead of a text. */
    public String hide(String text) {
      if (text.isEmpty()) {
        return text;
      }
      String first = text.substring(0, text.offsetByCodePoints(0, 1));
      return switch (this) {
        case INITIAL -> first + "***";
        case EMAIL -> first + "***@***";
        case LAST_TWO -> "***" + (text.length() > 5 ? text.substring(text.length() - 2) : "");
        case ALL -> "***";
      };
    }
  }

  public PersonalData {
    attributes = Map.copyOf(attributes);
  }

  /** {@code PersonalData.of(Mask.INITIAL, "givenName", "familyName").and(…)}. */
  public static PersonalData of(Mask mask, String... paths) {
    return NONE.and(mask, paths);
  }

  public PersonalData and(Mask mask, String... paths) {
    var all = new LinkedHashMap<>(attributes);
    List.of(paths).forEach(path -> all.put(AttributePath.of(path), mask));
    return new PersonalData(all);
  }

  /**
   * Whether comparing by {@code path} would tell something about a masked value: it leads to one,
   * or lies within one.
   */
  public boolean covers(AttributePath path) {
    return attributes.keySet().stream()
        .anyMatch(
            p ->
                startsWith(p.segments(), path.segments())
                    || startsWith(path.segments(), p.segments()));
  }

  private static boolean startsWith(List<String> whole, List<String> start) {
    return whole.size() >= start.size() && whole.subList(0, start.size()).equals(start);
  }

  /** Masks a document in place. */
  public void mask(JsonNode document) {
    attributes.forEach((path, mask) -> mask(document, path.segments(), mask));
  }

  private static void mask(JsonNode node, List<String> path, Mask mask) {
    if (node instanceof ArrayNode array) {
      array.forEach(element -> mask(element, path, mask));
      return;
    }
    if (!(node instanceof ObjectNode object) || !object.has(path.getFirst())) {
      return;
    }
    JsonNode value = object.get(path.getFirst());
    if (path.size() > 1) {
      mask(value, path.subList(1, path.size()), mask);
    } else if (value.isContainerNode()) {
      object.remove(path.getFirst());
    } else if (!value.isNull()) {
      object.put(path.getFirst(), mask.hide(value.asText()));
    }
  }
}
