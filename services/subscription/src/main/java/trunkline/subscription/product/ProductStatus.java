package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import trunkline.platform.tmf.Lifecycle;

/** The life of a product (TMF637, ProductStatusType). */
final class ProductStatus {
  /** Nothing follows these. */
  static final Set<String> ENDED = Set.of("terminated", "cancelled", "aborted");

  /** Not in use yet. */
  static final Set<String> BEGINNING = Set.of("created", "pendingActive");

  private ProductStatus() {}

  /** Any state can be entered: a product that comes from another system is already somewhere. */
  static Lifecycle.Builder lifecycle() {
    return Lifecycle.of("status")
        .entry("created", "pendingActive", "active", "suspended", "pendingTerminate")
        .entry("terminated", "cancelled", "aborted")
        .from("created", "pendingActive", "active", "cancelled")
        .from("pendingActive", "active", "cancelled", "aborted")
        .from("active", "suspended", "pendingTerminate", "terminated")
        .from("suspended", "active", "pendingTerminate", "terminated")
        .from("pendingTerminate", "active", "terminated")
        .from("terminated")
        .from("cancelled")
        .from("aborted");
  }

  static String of(JsonNode product) {
    return product.path("status").asText();
  }

  static boolean hasEnded(JsonNode product) {
    return ENDED.contains(of(product));
  }
}
