package trunkline.platform.tmf.attached;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Gives ids to the elements of an array, unique within it, so that a patch can name them. */
public final class Numbers {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private Numbers() {}

  /** Numbers the elements that have no id, above every number that is taken. */
  public static void give(JsonNode array) {
    int highest = 0;
    for (JsonNode element : array) {
      String id = element.path("id").asText();
      highest = NUMBER.matcher(id).matches() ? Math.max(highest, Integer.parseInt(id)) : highest;
    }
    for (JsonNode element : array) {
      if (element instanceof ObjectNode object && !object.hasNonNull("id")) {
        highest++;
        object.put("id", Integer.toString(highest));
      }
    }
  }
}
