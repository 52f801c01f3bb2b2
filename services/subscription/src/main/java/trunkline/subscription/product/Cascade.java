package trunkline.subscription.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.Change;

/**
 * Takes a bundle's parts along: suspended with it, resumed with it, ended with it. A part that is a
 * bundle takes its own parts along in turn.
 */
final class Cascade {
  /**
   * On a suspended part, the bundle that took it along: only such a part resumes with the bundle,
   * not one that was suspended for a reason of its own.
   */
  static final String SUSPENDED_WITH = "suspendedWith";

  private final Change change;
  private final ObjectNode bundle;

  Cascade(Change change) {
    this.change = change;
    this.bundle = change.after().orElseThrow();
  }

  void run(Set<String> parts) {
    for (String part : parts) {
      change
          .find(part)
          .flatMap(this::next)
          .ifPresent(status -> change.also(part, document -> moved(document, status)));
    }
  }

  /** The state that a part gets; empty when it stays as it is. */
  private Optional<String> next(ObjectNode part) {
    String status = ProductStatus.of(part);
    if (ProductStatus.hasEnded(part)) {
      return Optional.empty();
    }
    return switch (ProductStatus.of(bundle)) {
      case "terminated", "cancelled", "aborted" ->
          Optional.of(ProductStatus.BEGINNING.contains(status) ? "cancelled" : "terminated");
      case "suspended" -> Optional.of("suspended").filter(s -> status.equals("active"));
      case "active" -> Optional.of("active").filter(s -> wasTakenAlong(part));
      default -> Optional.empty();
    };
  }

  private boolean wasTakenAlong(ObjectNode part) {
    return change.id().equals(part.path(SUSPENDED_WITH).path("id").asText());
  }

  private ObjectNode moved(ObjectNode part, String status) {
    part.put("status", status);
    if (status.equals("suspended")) {
      part.set(SUSPENDED_WITH, Json.mapper().createObjectNode().put("id", change.id()));
    }
    if (status.equals("terminated") && bundle.hasNonNull("terminationDate")) {
      part.set("terminationDate", bundle.get("terminationDate"));
    }
    return part;
  }
}
