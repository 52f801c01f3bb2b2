package trunkline.platform.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final String SUFFIX = ".manifest.json";

  static String fileName(Position from) {
    return from.text() + SUFFIX;
  }

  String json() {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("format", FORMAT).put("service", service).put("file", file).put("events", events);
    node.set("from", position(from));
    node.set("to", position(to));
    node.put("bytes", bytes).put("sha256", sha256).put("writtenAt", writtenAt.toString());
    return Json.write(node);
  }

  /** The position behind the last batch of a folder; the start when there is none. */
  static Position endOfLast(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Position.START;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> last =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .max(Comparator.comparing(file -> file.getFileName().toString()));
      return last.isEmpty() ? Position.START : endOf(Files.readString(last.get()));
    }
  }

  private static Position endOf(String json) {
    JsonNode to = Json.parse(json).path("to");
    return new Position(to.path("tx").asLong(), to.path("seq").asLong());
  }

  private static ObjectNode position(Position position) {
    return Json.mapper().createObjectNode().put("tx", position.tx()).put("seq", position.seq());
  }
}
