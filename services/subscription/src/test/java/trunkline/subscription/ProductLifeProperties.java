package trunkline.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.StoredResources;
import trunkline.subscription.product.Product;

/** Whatever is asked of products, none gets where it may not be, and the log tells all of it. */
class ProductLifeProperties {
  private static final List<String> STATES =
      List.copyOf(Product.TYPE.lifecycle().orElseThrow().states());
  private static final Set<String> ENDED = Set.of("terminated", "cancelled", "aborted");

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void anyCommands_leadToNoIllegalState(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 40) int length) throws SQLException {
    String tenant = "life-" + Long.toHexString(seed);
    var products = new Products(tenant);
    var random = new Random(seed);
    var ids = new ArrayList<String>();
    for (int i = 0; i < length; i++) {
      Answer answer = command(products, random, ids);
      assertTrue(Set.of(200, 201, 204, 404, 409, 422).contains(answer.status()), answer.toString());
      if (answer.status() == 201) {
        ids.add(answer.id());
      }
    }
    var stored = new StoredResources(Shared.service(), Product.TYPE, tenant);
    Map<String, JsonNode> rows = stored.rows();
    rows.values().forEach(ProductLifeProperties::assertDated);
    rows.forEach((id, product) -> assertTree(id, product, rows));
    assertEquals(rows, stored.replayed());
  }

  private static Answer command(Products products, Random random, List<String> ids) {
    String id = any(random, ids);
    return switch (random.nextInt(ids.size() < 4 ? 2 : 8)) {
      case 0 -> products.post("{\"isBundle\":true,\"status\":\"" + state(random) + "\"}");
      case 1 -> products.post("{" + Products.related("isBundledBy", id) + "}");
      case 2 -> products.patch(id, Products.bundle(any(random, ids), any(random, ids)));
      case 3 -> products.delete(id);
      case 4 -> products.patch(id, "{\"status\":\"active\",\"terminationDate\":null}");
      default -> products.patch(id, "{\"status\":\"" + state(random) + "\"}");
    };
  }

  private static String any(Random random, List<String> ids) {
    return ids.isEmpty() ? "none" : ids.get(random.nextInt(ids.size()));
  }

  private static String state(Random random) {
    return STATES.get(random.nextInt(STATES.size()));
  }

  private static void assertDated(JsonNode product) {
    String status = product.path("status").asText();
    assertTrue(!status.equals("active") || product.hasNonNull("startDate"), product::toString);
    assertEquals(
        status.equals("terminated"),
        product.hasNonNull("terminationDate") && !status.equals("pendingTerminate"),
        product::toString);
    assertTrue(!product.has("suspendedWith") || status.equals("suspended"), product::toString);
  }

  /** A part lives no longer than its bundle; who goes up from it never comes back to it. */
  private static void assertTree(String id, JsonNode product, Map<String, JsonNode> rows) {
    List<String> above = bundles(id, rows);
    assertTrue(above.size() <= 1, () -> id + " is part of " + above);
    if (above.stream().anyMatch(bundle -> hasEnded(at(bundle, rows)))) {
      assertTrue(hasEnded(product), product::toString);
    }
    List<String> up = above;
    for (int level = 0; !up.isEmpty(); level++) {
      assertTrue(level <= rows.size() && !up.contains(id), () -> id + " contains itself");
      up = bundles(up.getFirst(), rows);
    }
  }

  private static List<String> bundles(String id, Map<String, JsonNode> rows) {
    JsonNode part = at(id, rows);
    return rows.keySet().stream()
        .filter(other -> names(at(other, rows), "bundles", id) || names(part, "isBundledBy", other))
        .toList();
  }

  private static JsonNode at(String id, Map<String, JsonNode> rows) {
    return rows.getOrDefault(id, MissingNode.getInstance());
  }

  private static boolean hasEnded(JsonNode product) {
    return ENDED.contains(product.path("status").asText());
  }

  private static boolean names(JsonNode product, String type, String id) {
    for (JsonNode relationship : product.path("productRelationship")) {
      if (relationship.path("relationshipType").asText().equals(type)
          && relationship.at("/product/id").asText().equals(id)) {
        return true;
      }
    }
    return false;
  }
}
