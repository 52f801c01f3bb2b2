package trunkline.infra.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One resource of the estate with all its values known.
 *
 * @param account name of the account that it is made in
 * @param environment dev, test or prod; empty for what belongs to none
 */
public record Resource(
    String address, String type, String account, String environment, JsonNode values) {

  /** A value by its path, {@code rule.0.priority}; a missing node when there is none. */
  public JsonNode at(String path) {
    JsonNode node = values;
    for (String step : path.split("\\.")) {
      node = step.matches("[0-9]+") ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node.isNull() ? MissingNode.getInstance() : node;
  }

  /** A value as text; empty when there is none. */
  public String text(String path) {
    return at(path).asText("");
  }

  /** A list of texts. */
  public List<String> texts(String path) {
    var texts = new ArrayList<String>();
    at(path).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Its address without the module of its scope: the same in a plan of its stage alone. */
  public String addressInStage() {
    return address.substring(address.indexOf('.', "module.".length()) + 1);
  }
}
