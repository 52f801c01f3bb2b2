package trunkline.platform.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern REVISION = Pattern.compile(".*\\.r(\\d+)\\.ndjson\\.gz");

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

  static Manifest read(Path path) throws IOException {
    JsonNode json = Json.parse(Files.readString(path));
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
  Manifest revised(long newBytes, String newSha256) {
    Matcher name = REVISION.matcher(file);
    int revision = name.matches() ? Integer.parseInt(name.group(1)) + 1 : 1;
    String newFile = from.text() + ".r" + revision + ".ndjson.gz";
    return new Manifest(service, newFile, events, from, to, newBytes, newSha256, writtenAt);
  }

  /** The manifests of a folder by where their batches begin. */
  static TreeMap<Position, Path> byPosition(Path folder) throws IOException {
    var manifests = new TreeMap<Position, Path>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        for (Path path : all) {
          String[] from = path.getFileName().toString().replace(SUFFIX, "").split("-");
          manifests.put(new Position(Long.parseLong(from[0]), Long.parseLong(from[1])), path);
        }
      }
    }
    return manifests;
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
    return position(Json.parse(json).path("to"));
  }

  private static Position position(JsonNode json) {
    return new Position(json.path("tx").asLong(), json.path("seq").asLong());
  }

  private static ObjectNode position(Position position) {
    return Json.mapper().createObjectNode().put("tx", position.tx()).put("seq", position.seq());
  }
}
