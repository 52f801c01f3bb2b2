package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a product says about being a bundle or part of one. Two that are equal need no new look at
 * the other products.
 *
 * @param parts ids of the products that it says it bundles
 * @param bundles ids of the products that it says it is bundled by
 * @param party whom it belongs to: the first related party
 * @param isBundle whether it may have parts
 */
record Bundling(Set<String> parts, Set<String> bundles, String party, boolean isBundle) {
  /** {@code bundled} is how TMF637 v4 writes it. */
  static final Set<String> BUNDLES = Set.of("bundles", "bundled");

  static final Set<String> BUNDLED_BY = Set.of("isBundledBy");

  Bundling {
    parts = Set.copyOf(parts);
    bundles = Set.copyOf(bundles);
  }

  static Bundling of(JsonNode product) {
    return new Bundling(
        related(product, BUNDLES),
        related(product, BUNDLED_BY),
        product.at("/relatedParty/0/id").asText(),
        product.path("isBundle").asBoolean());
  }

  boolean isAlone() {
    return parts.isEmpty() && bundles.isEmpty();
  }

  private static Set<String> related(JsonNode product, Set<String> types) {
    var ids = new LinkedHashSet<String>();
    for (JsonNode relationship : product.path("productRelationship")) {
      if (types.contains(relationship.path("relationshipType").asText())) {
        ids.add(relationship.at("/product/id").asText());
      }
    }
    return ids;
  }
}
