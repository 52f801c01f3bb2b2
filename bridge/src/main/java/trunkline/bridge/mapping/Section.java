package trunkline.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object of the mapping file. What is read is remembered; {@link #end} refuses the rest, so a
 * typing mistake never becomes a silent default.
 */
final class Section {
  private final String path;
  private final JsonNode node;
  private final Set<String> known = new TreeSet<>();

  Section(String path, JsonNode node) {
    if (!node.isObject()) {
      throw new InvalidMapping(path, "must be a block of keys and values");
    }
    this.path = path;
    this.node = node;
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    known.add(key);
    return node.hasNonNull(key);
  }

  String text(String key) {
    return textOf(at(key), required(key));
  }

  Optional<String> findText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  int integer(String key) {
    JsonNode value = required(key);
    if (!value.isInt()) {
      throw new InvalidMapping(at(key), "must be a whole number");
    }
    return value.intValue();
  }

  long integer(String key, long otherwise) {
    return has(key) ? required(key).asLong() : otherwise;
  }

  boolean truth(String key) {
    JsonNode value = required(key);
    if (!value.isBoolean()) {
      throw new InvalidMapping(at(key), "must be true or false");
    }
    return value.booleanValue();
  }

  List<String> texts(String key) {
    JsonNode value = required(key);
    if (!value.isArray() || value.isEmpty()) {
      throw new InvalidMapping(at(key), "must be a list with at least one text");
    }
    List<String> texts = new ArrayList<>();
    value.forEach(item -> texts.add(textOf(at(key) + "[" + texts.size() + "]", item)));
    return texts;
  }

  /** Keys to texts, in the order of the file. */
  Map<String, String> textMap(String key) {
    JsonNode value = required(key);
    if (!value.isObject() || value.isEmpty()) {
      throw new InvalidMapping(at(key), "must be a block of codes and what they become");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    value.properties().forEach(e -> texts.put(e.getKey(), textOf(at(key), e.getValue())));
    return texts;
  }

  Section child(String key) {
    return new Section(at(key), required(key));
  }

  Optional<Section> findChild(String key) {
    return has(key) ? Optional.of(child(key)) : Optional.empty();
  }

  /** Every key of this section with its own section. */
  Map<String, Section> children() {
    Map<String, Section> children = new LinkedHashMap<>();
    node.properties()
        .forEach(e -> children.put(e.getKey(), new Section(at(e.getKey()), e.getValue())));
    return children;
  }

  /** The sections of a list; none where the key is absent. */
  List<Section> list(String key) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode item : items(key)) {
      sections.add(new Section(at(key) + "[" + sections.size() + "]", item));
    }
    return sections;
  }

  /** The items of a list, whatever they are; none where the key is absent. */
  List<JsonNode> items(String key) {
    if (!has(key)) {
      return List.of();
    }
    JsonNode value = required(key);
    if (!value.isArray()) {
      throw new InvalidMapping(at(key), "must be a list");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  JsonNode raw(String key) {
    return required(key);
  }

  /** Refuses every key that nobody asked for. */
  void end() {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!known.contains(entry.getKey())) {
        throw new InvalidMapping(at(entry.getKey()), "is not known; the known keys are " + known);
      }
    }
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private JsonNode required(String key) {
    known.add(key);
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new InvalidMapping(at(key), "is missing");
    }
    return value;
  }

  /** Text must be text: an unquoted 01 or 0.10 would lose its zeros before we see it. */
  private static String textOf(String path, JsonNode value) {
    if (!value.isTextual()) {
      throw new InvalidMapping(path, "must be text; put it in quotes");
    }
    return value.textValue();
  }
}
