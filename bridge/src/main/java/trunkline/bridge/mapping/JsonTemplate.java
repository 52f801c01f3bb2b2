package trunkline.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import trunkline.bridge.mapping.TextTemplate.Piece;
import trunkline.bridge.transform.Cell;

/**
 * JSON with references. One rule makes parts optional: <b>a part whose every reference is blank
 * vanishes</b>, with all that stands beside them in it. A part without references stays, and a list
 * stays while one of its items does.
 */
sealed interface JsonTemplate {
  JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The filled part, or nothing when it vanishes. */
  Optional<JsonNode> fill(Function<Piece, Cell> reference);

  /** Every reference in the part. */
  void references(Consumer<Piece> each);

  record Literal(JsonNode value) implements JsonTemplate {
    @Override
    public Optional<JsonNode> fill(Function<Piece, Cell> reference) {
      return Optional.of(value);
    }

    @Override
    public void references(Consumer<Piece> each) {}
  }

  record Text(TextTemplate text) implements JsonTemplate {
    @Override
    public Optional<JsonNode> fill(Function<Piece, Cell> reference) {
      return text.fill(reference).find().map(JsonTemplate::typed);
    }

    @Override
    public void references(Consumer<Piece> each) {
      text.pieces().stream().filter(p -> !(p instanceof Piece.Literal)).forEach(each);
    }
  }

  /** {@code references} are all that stand in any of the parts. */
  record Parts(Map<String, JsonTemplate> parts, List<Piece> references) implements JsonTemplate {
    static Parts of(Map<String, JsonTemplate> parts) {
      List<Piece> references = new ArrayList<>();
      parts.values().forEach(part -> part.references(references::add));
      return new Parts(parts, references);
    }

    @Override
    public Optional<JsonNode> fill(Function<Piece, Cell> reference) {
      if (!stays(reference)) {
        return Optional.empty();
      }
      ObjectNode object = JSON.objectNode();
      parts.forEach((key, part) -> part.fill(reference).ifPresent(v -> object.set(key, v)));
      return Optional.of(object);
    }

    private boolean stays(Function<Piece, Cell> reference) {
      for (Piece piece : references) {
        if (reference.apply(piece) instanceof Cell.Held) {
          return true;
        }
      }
      return references.isEmpty();
    }

    @Override
    public void references(Consumer<Piece> each) {
      references.forEach(each);
    }
  }

  record Items(List<JsonTemplate> items) implements JsonTemplate {
    @Override
    public Optional<JsonNode> fill(Function<Piece, Cell> reference) {
      ArrayNode array = JSON.arrayNode();
      items.forEach(item -> item.fill(reference).ifPresent(array::add));
      return array.isEmpty() && !items.isEmpty() ? Optional.empty() : Optional.of(array);
    }

    @Override
    public void references(Consumer<Piece> each) {
      items.forEach(item -> item.references(each));
    }
  }

  static JsonTemplate parse(String path, JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonTemplate> parts = new LinkedHashMap<>();
      node.properties()
          .forEach(e -> parts.put(e.getKey(), parse(path + "." + e.getKey(), e.getValue())));
      return Parts.of(parts);
    }
    if (node.isArray()) {
      List<JsonTemplate> items = new ArrayList<>();
      node.forEach(item -> items.add(parse(path + "[" + items.size() + "]", item)));
      return new Items(items);
    }
    if (!node.isTextual()) {
      return new Literal(node);
    }
    TextTemplate text = TextTemplate.parse(path, node.textValue());
    return text.hasReference() ? new Text(text) : new Literal(node);
  }

  private static JsonNode typed(Object value) {
    return switch (value) {
      case BigDecimal decimal -> JSON.numberNode(decimal);
      case Long number -> JSON.numberNode(number);
      case Boolean truth -> JSON.booleanNode(truth);
      default -> JSON.textNode(value.toString());
    };
  }
}
