package trunkline.platform.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import trunkline.platform.json.Json;

/** What remains of any document, of whatever shape, is less than the document and holds no more. */
class RemainsProperties {
  private static final List<String> NAMES = List.of("a", "b", "c", "name", "value");
  private static final Remains REMAINS = Remains.of("a", "b.a", "c.b", "b.c.a").and("c", "a", "b");

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void remains_arePartOfTheDocument(@ForAll("documents") ObjectNode document) {
    ObjectNode left = REMAINS.in(document);
    assertEquals(true, left.remove(Remains.ERASED).asBoolean());
    assertTrue(contains(document, left), document + " does not hold " + left);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void remainsOfRemains_areTheSame(@ForAll("documents") ObjectNode document) {
    ObjectNode once = REMAINS.in(document);
    assertEquals(once, REMAINS.in(once));
    assertEquals(once, Remains.read(REMAINS.json()).in(document));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatIsNotNamed_isGone(@ForAll("documents") ObjectNode document) {
    String left = Json.write(Remains.of("a", "b.a").and("c", "a").in(document));
    assertFalse(left.contains("secret"), left);
  }

  /** As PostgreSQL's {@code @>}: of an array each element is in any of the other's. */
  private static boolean contains(JsonNode whole, JsonNode part) {
    if (part instanceof ObjectNode object) {
      return object.properties().stream()
          .allMatch(p -> whole.has(p.getKey()) && contains(whole.get(p.getKey()), p.getValue()));
    }
    if (part instanceof ArrayNode array) {
      return whole.isArray() && all(array).stream().allMatch(p -> isInAny(whole, p));
    }
    return whole.equals(part);
  }

  private static boolean isInAny(JsonNode array, JsonNode part) {
    return all(array).stream().anyMatch(element -> contains(element, part));
  }

  private static List<JsonNode> all(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** Texts are secret where no path of the last property leads; figures are everywhere. */
  @Provide
  Arbitrary<ObjectNode> documents() {
    return object(value(3));
  }

  private static Arbitrary<ObjectNode> object(Arbitrary<JsonNode> values) {
    return Arbitraries.maps(Arbitraries.of(NAMES), values)
        .ofMaxSize(4)
        .map(
            entries -> {
              ObjectNode object = Json.mapper().createObjectNode();
              entries.forEach((name, value) -> object.set(name, secretUnless(name, value)));
              return object;
            });
  }

  private static JsonNode secretUnless(String name, JsonNode value) {
    boolean named = name.equals("a") || name.equals("value") || value.isContainerNode();
    return named ? value : Json.mapper().getNodeFactory().textNode("secret");
  }

  private static Arbitrary<JsonNode> value(int depth) {
    Arbitrary<JsonNode> plain =
        Arbitraries.oneOf(
            Arbitraries.integers()
                .between(0, 9)
                .map(n -> Json.mapper().getNodeFactory().numberNode(n)),
            Arbitraries.of(true, false).map(b -> Json.mapper().getNodeFactory().booleanNode(b)),
            Arbitraries.just(Json.mapper().nullNode()));
    if (depth == 0) {
      return plain;
    }
    Arbitrary<JsonNode> below = Arbitraries.lazy(() -> value(depth - 1));
    Arbitrary<JsonNode> objects = object(below).map(o -> o);
    Arbitrary<JsonNode> arrays =
        below.list().ofMaxSize(3).map(elements -> Json.mapper().createArrayNode().addAll(elements));
    return Combinators.combine(Arbitraries.integers().between(0, 3), plain, objects, arrays)
        .as((which, p, o, a) -> which == 0 ? p : which == 3 ? a : o);
  }
}
