package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.StreamSupport;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.platform.retention.Remains;

/** What the law keeps of a person after an erasure, and until when. */
final class Kept {
  private static final String UNTIL = "keptUntil";

  private Kept() {}

  /** The first day on which something that was kept may go. */
  static Optional<LocalDate> nextTerm(JsonNode results) {
    return StreamSupport.stream(results.spliterator(), false)
        .flatMap(result -> StreamSupport.stream(result.path("items").spliterator(), false))
        .filter(item -> item.has(UNTIL))
        .map(item -> LocalDate.parse(item.path(UNTIL).asText()).plusDays(1))
        .min(LocalDate::compareTo);
  }

  /** What a request needs when the terms are over: which resources were kept, and nobody's id. */
  static ObjectNode state(JsonNode results) {
    ObjectNode state = Json.mapper().createObjectNode();
    state.putArray("subjects").add(Remains.PLACEHOLDER);
    ObjectNode resources = state.putObject("resources");
    ObjectNode left = state.putObject("results");
    results
        .properties()
        .forEach(
            result -> {
              ObjectNode answer = result.getValue().deepCopy();
              for (JsonNode item : answer.path("items")) {
                if (item.has(UNTIL)) {
                  resources.withArray("/" + result.getKey()).add(key(item));
                } else if (item instanceof ObjectNode gone && gone.has("id")) {
                  gone.put("idHash", Sha256.hex(gone.remove("id").asText()));
                }
              }
              left.set(result.getKey(), answer);
            });
    return state;
  }

  private static ObjectNode key(JsonNode item) {
    return Json.mapper()
        .createObjectNode()
        .put("type", item.path("type").asText())
        .put("id", item.path("id").asText());
  }
}
