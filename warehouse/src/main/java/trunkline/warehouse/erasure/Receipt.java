package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import trunkline.platform.json.Json;
import trunkline.warehouse.lake.WholeFile;
import trunkline.warehouse.landing.Position;

/**
 * That an instruction is obeyed: no file of the lake holds the person any more. It is the file
 * {@code erasures/{service}-{position}.json}, and names nobody.
 *
 * @param resources how many resources the instruction named
 */
public record Receipt(
    String service,
    Position position,
    String tenant,
    String requestId,
    int resources,
    Instant doneAt) {
  private static final String FOLDER = "erasures";

  static Receipt of(Instruction instruction, Instant doneAt) {
    return new Receipt(
        instruction.service(),
        instruction.position(),
        instruction.tenant(),
        instruction.says().requestId(),
        instruction.says().resourceIds().size(),
        doneAt);
  }

  void write(Path lake) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("format", "trunkline.erasure/1").put("service", service);
    json.put("position", position.toString()).put("tenant", tenant).put("requestId", requestId);
    json.put("resources", resources).put("doneAt", doneAt.toString());
    Path file = lake.resolve(FOLDER).resolve(service + "-" + position + ".json");
    WholeFile.write(file, Json.write(json));
  }

  /** All that were written, by service and position. */
  static List<Receipt> list(Path lake) {
    Path folder = lake.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Receipt::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Receipt read(Path file) {
    try {
      JsonNode json = Json.parse(Files.readString(file));
      return new Receipt(
          json.path("service").asText(),
          Position.parse(json.path("position").asText()),
          json.path("tenant").asText(),
          json.path("requestId").asText(),
          json.path("resources").asInt(),
          Instant.parse(json.path("doneAt").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
