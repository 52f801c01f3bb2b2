package trunkline.warehouse.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import trunkline.platform.json.Json;

/**
 * Which state of each input a table was made from, as a property of it: of a table from outside the
 * snapshot, of a model's table the fingerprint, which the snapshot that published it carries too.
 */
record MadeFrom(Map<String, String> states) {
  static final String PROPERTY = "dw.made-from";

  MadeFrom {
    states = Map.copyOf(states);
  }

  /** Empty for a table that another version of the warehouse made. */
  static Optional<MadeFrom> of(Table table) {
    return Optional.ofNullable(table.properties().get(PROPERTY)).map(MadeFrom::parse);
  }

  private static MadeFrom parse(String text) {
    Map<String, String> states = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.parse(text).properties()) {
      states.put(entry.getKey(), entry.getValue().asText());
    }
    return new MadeFrom(states);
  }

  /** Of which state; a text that no state has when the input is new. */
  String stateOf(String input) {
    return states.getOrDefault(input, "none");
  }

  String text() {
    return Json.write(new TreeMap<>(states));
  }
}
