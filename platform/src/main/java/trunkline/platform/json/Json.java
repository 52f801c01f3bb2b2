package trunkline.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper. Strict where leniency loses data: a duplicate key, trailing text and numbers
 * that a double can't hold are not silently accepted; nesting is bounded.
 */
public final class Json {
  /** How deep a document may nest; deeper input is an attack or a mistake. */
  public static final int MAX_DEPTH = 64;

  /** How long a number may be, written out without an exponent. */
  public static final int MAX_DIGITS = 100;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          // a sign, a nought and a point may stand before them
                          .maxNumberLength(MAX_DIGITS + 3)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** The shared mapper; safe to use from any thread, never to be configured further. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Parses text that we wrote ourselves: failure means that something is broken. */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON does not parse", e);
    }
  }

  /** How many levels of objects and arrays a node has; a plain value has none. */
  public static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }

  /** Whether a node is a text that says something: not absent, not null, not blank. */
  public static boolean hasText(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank();
  }

  /** Writes a node compactly. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }
}
