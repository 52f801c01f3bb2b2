package trunkline.platform.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern REVISION = Pattern.compile(".*\\.r(\\d+)\\.ndjson\\.gz");

  static String fileName(Position from) {
    return from.text() + LandedNames.MANIFEST;
  }

  /** The name of a batch's data, written for the nth time after the first. */
  static String dataFile(Position from, int revision) {
    return from.text() + (revision == 0 ? "" : ".r" + revision) + LandedNames.DATA;
  }

  int revision() {
    Matcher name = REVISION.matcher(file);
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  String json() {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("format", FORMAT).put("service", service).put("file", file).put("events", events);
    node.set("from", position(from));
    node.set("to", position(to));
    node.put("bytes", bytes).put("sha256", sha256).put("writtenAt", writtenAt.toString());
    return Json.write(node);
  }

  static Manifest of(JsonNode json) {
    return new Manifest(
        json.path("service").asText(),
        json.path("file").asText(),
        json.path("events").asInt(),
        position(json.path("from")),
        position(json.path("to")),
        json.path("bytes").asLong(),
        json.path("sha256").asText(),
        Instant.parse(json.path("writtenAt").asText()));
  }

  /** The same batch with less in its events; its data lies in a file of another name. */
  Manifest revised(String newFile, BatchFile data) {
    return new Manifest(
        service, newFile, events, from, to, data.bytes().length, data.sha256(), writtenAt);
  }

  private static Position position(JsonNode json) {
    return new Position(json.path("tx").asLong(), json.path("seq").asLong());
  }

  private static ObjectNode position(Position position) {
    return Json.mapper().createObjectNode().put("tx", position.tx()).put("seq", position.seq());
  }
}
