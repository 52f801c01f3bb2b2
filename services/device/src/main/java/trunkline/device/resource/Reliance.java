package trunkline.device.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * That a number relies on a SIM or an eSIM profile: it is reached there. The number says so in its
 * {@code resourceRelationship}, the card does not; with several cards (a watch, a car), several do.
 */
public final class Reliance {
  static final String TYPE = "reliesOn";

  private static final String RELATIONSHIPS = "resourceRelationship";

  private Reliance() {}

  /** Ids of the cards that a number relies on, in order. */
  public static Set<String> of(JsonNode number) {
    var cards = new TreeSet<String>();
    for (JsonNode relationship : number.path(RELATIONSHIPS)) {
      if (isReliance(relationship)) {
        cards.add(relationship.path("id").asText());
      }
    }
    return cards;
  }

  /** Lets a number rely on one more card. */
  public static void add(ObjectNode number, String card, String href) {
    if (!of(number).contains(card)) {
      ArrayNode relationships = without(number, relationship -> false);
      relationships.addObject().put("relationshipType", TYPE).put("id", card).put("href", href);
      number.set(RELATIONSHIPS, relationships);
    }
  }

  /** Lets a number no longer rely on a card. */
  public static void remove(ObjectNode number, String card) {
    number.set(
        RELATIONSHIPS, without(number, r -> isReliance(r) && r.path("id").asText().equals(card)));
  }

  /** Lets a number rely on nothing. */
  public static void removeAll(ObjectNode number) {
    if (!of(number).isEmpty()) {
      number.set(RELATIONSHIPS, without(number, Reliance::isReliance));
    }
  }

  private static boolean isReliance(JsonNode relationship) {
    return relationship.path("relationshipType").asText().equals(TYPE);
  }

  private static ArrayNode without(ObjectNode resource, Predicate<JsonNode> gone) {
    ArrayNode kept = resource.arrayNode();
    for (JsonNode relationship : resource.path(RELATIONSHIPS)) {
      if (!gone.test(relationship)) {
        kept.add(relationship);
      }
    }
    return kept;
  }
}
