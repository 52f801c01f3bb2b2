package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.json.Json;

/**
 * Everything that is a person's: their id, the ids of what belongs to it, of what belongs to that,
 * and so on until no service knows more.
 */
final class Found {
  private final Set<String> subjects = new LinkedHashSet<>();
  private final Map<String, Set<JsonNode>> resources = new LinkedHashMap<>();
  private final Set<JsonNode> running = new LinkedHashSet<>();

  /** What a request's state remembers. */
  static Found in(JsonNode state) {
    var found = new Found();
    state.path("subjects").forEach(id -> found.subjects.add(id.asText()));
    state
        .path("resources")
        .properties()
        .forEach(of -> of.getValue().forEach(r -> found.resources(of.getKey()).add(r)));
    return found;
  }

  private Set<JsonNode> resources(String service) {
    return resources.computeIfAbsent(service, s -> new LinkedHashSet<>());
  }

  /**
   * Asks every service until a whole round brings nothing new.
   *
   * @return the services that knew something that was not known before
   */
  Set<String> search(PrivacyPeers peers, String tenant, String person, List<String> services)
      throws InterruptedException {
    subjects.add(person);
    running.clear();
    var fresh = new LinkedHashSet<String>();
    boolean more = true;
    while (more) {
      more = false;
      for (String service : services) {
        JsonNode answer = peers.ask(tenant, service, "find", body());
        answer.path("running").forEach(running::add);
        for (JsonNode resource : answer.path("resources")) {
          if (resources(service).add(resource)) {
            fresh.add(service);
            more |= subjects.add(resource.path("id").asText());
          }
        }
      }
    }
    return fresh;
  }

  /** What the law does not let go yet because it still runs. */
  Set<JsonNode> running() {
    return running;
  }

  private ObjectNode body() {
    ObjectNode body = Json.mapper().createObjectNode();
    subjects.forEach(body.putArray("subjects")::add);
    return body;
  }

  /** The body of an order to a service. */
  ObjectNode order(String requestId, String service) {
    ObjectNode body = body().put("requestId", requestId);
    resources(service).forEach(body.putArray("resources")::add);
    return body;
  }

  void writeTo(ObjectNode state) {
    ArrayNode ids = state.putArray("subjects");
    subjects.forEach(ids::add);
    ObjectNode byService = state.putObject("resources");
    resources.forEach((service, all) -> all.forEach(byService.putArray(service)::add));
  }
}
