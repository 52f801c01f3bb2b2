package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import trunkline.platform.refusal.KernelRefusals;

/**
 * What one of the doors is asked.
 *
 * @param requestId names an erasure: the same one again goes on where it was
 * @param subjects ids of the person and of what is theirs, in all services
 * @param resources those of this service
 */
record PersonRequest(String requestId, Set<String> subjects, List<ResourceKey> resources) {
  private static final int MOST = 50_000;
  private static final int LONGEST = 400;

  static PersonRequest read(JsonNode body) {
    var subjects = new LinkedHashSet<String>();
    array(body, "subjects").forEach(id -> subjects.add(text(id, "subjects")));
    if (subjects.isEmpty()) {
      throw KernelRefusals.missingAttribute("subjects").asException();
    }
    var resources = new ArrayList<ResourceKey>();
    for (JsonNode resource : array(body, "resources")) {
      resources.add(
          new ResourceKey(
              text(resource.path("type"), "resources.type"),
              text(resource.path("id"), "resources.id")));
    }
    JsonNode id = body.path("requestId");
    return new PersonRequest(
        id.isMissingNode() ? "" : text(id, "requestId"), subjects, List.copyOf(resources));
  }

  PersonRequest named() {
    if (requestId.isEmpty()) {
      throw KernelRefusals.missingAttribute("requestId").asException();
    }
    return this;
  }

  private static JsonNode array(JsonNode body, String attribute) {
    JsonNode array = body.path(attribute);
    if ((!array.isArray() && !array.isMissingNode()) || array.size() > MOST) {
      throw KernelRefusals.invalidAttribute(attribute, "must be a list of at most " + MOST)
          .asException();
    }
    return array;
  }

  private static String text(JsonNode value, String attribute) {
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST) {
      throw KernelRefusals.invalidAttribute(
              attribute, "must be a text of 1 to " + LONGEST + " characters")
          .asException();
    }
    return value.asText();
  }
}
