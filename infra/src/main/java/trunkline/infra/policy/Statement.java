package trunkline.infra.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import trunkline.infra.estate.Resource;

/** One statement of an IAM policy, with one-element lists where IAM allows a single text. */
record Statement(Resource of, JsonNode node) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The statements of the policy in this attribute; none when there is no policy. */
  static List<Statement> of(Resource resource, String attribute) {
    String text = resource.text(attribute);
    if (text.isEmpty()) {
      return List.of();
    }
    var statements = new ArrayList<Statement>();
    try {
      JsonNode found = JSON.readTree(text).path("Statement");
      (found.isArray() ? found : List.of(found))
          .forEach(s -> statements.add(new Statement(resource, s)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(resource.address() + " has a policy that is no JSON", e);
    }
    return statements;
  }

  String sid() {
    return node.path("Sid").asText("without Sid");
  }

  boolean allows() {
    return node.path("Effect").asText().equals("Allow");
  }

  boolean hasCondition() {
    return node.path("Condition").size() > 0;
  }

  List<String> actions() {
    return texts(node.path("Action"));
  }

  List<String> resources() {
    return texts(node.path("Resource"));
  }

  /** AWS principals: ARNs, account ids or a star. */
  List<String> principals() {
    JsonNode principal = node.path("Principal");
    return principal.isTextual() ? List.of(principal.asText()) : texts(principal.path("AWS"));
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    var texts = new ArrayList<String>();
    node.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
