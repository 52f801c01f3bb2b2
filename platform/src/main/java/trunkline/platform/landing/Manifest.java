package trunkline.platform.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.platform.json.Json;
import trunkline.platform.log.Position;

/**
 * Describes one batch; written last, so a batch exists when its manifest does. Format:
 * ARCHITECTURE.md, "Landing".
 */
record Manifest(
    String service,
    String file,
    int events,
    Position from,
    Position to,
    long bytes,
    String sha256,
    Instant writtenAt) {
  static final String FORMAT = "trunkline.landing/1";

  static String fileName(Position from) {
    return from.text() + ".manifest.json";
  }

  String json() {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("format", FORMAT).put("service", service).put("file", file).put("events", events);
    node.set("from", position(from));
    node.set("to", position(to));
    node.put("bytes", bytes).put("sha256", sha256).put("writtenAt", writtenAt.toString());
    return Json.write(node);
  }

  /** The position behind the batch that a manifest describes. */
  static Position endOf(String json) {
    JsonNode to = Json.parse(json).path("to");
    return new Position(to.path("tx").asLong(), to.path("seq").asLong());
  }

  private static ObjectNode position(Position position) {
    return Json.mapper().createObjectNode().put("tx", position.tx()).put("seq", position.seq());
  }
}
