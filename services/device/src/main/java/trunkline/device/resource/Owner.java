package trunkline.device.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Whom a resource is for: its related party with the role {@code owner}. Others, such as a
 * supplier, may stand beside it.
 */
public final class Owner {
  private static final String ROLE = "owner";
  private static final String PARTIES = "relatedParty";

  private Owner() {}

  /** The owner's id. */
  public static Optional<String> of(JsonNode resource) {
    return entry(resource).map(party -> party.path("id").asText(""));
  }

  /** The related party that is the owner. */
  public static Optional<JsonNode> entry(JsonNode resource) {
    for (JsonNode party : resource.path(PARTIES)) {
      if (party.path("role").asText().equalsIgnoreCase(ROLE)) {
        return Optional.of(party);
      }
    }
    return Optional.empty();
  }

  /** Gives the resource to a party, and takes it from whoever had it. */
  public static void set(ObjectNode resource, ObjectNode party) {
    ArrayNode others = remove(resource);
    others.insert(0, party.deepCopy().put("role", ROLE));
    resource.set(PARTIES, others);
  }

  /** Takes the resource from its owner; the other parties are answered, and stay. */
  public static ArrayNode remove(ObjectNode resource) {
    ArrayNode others = resource.arrayNode();
    for (JsonNode party : resource.path(PARTIES)) {
      if (!party.path("role").asText().equalsIgnoreCase(ROLE)) {
        others.add(party);
      }
    }
    if (resource.has(PARTIES)) {
      resource.set(PARTIES, others);
    }
    return others;
  }
}
