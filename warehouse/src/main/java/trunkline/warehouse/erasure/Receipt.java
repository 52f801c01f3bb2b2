package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
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
  private static final String FOLDER = "erasures/";

  static Receipt of(Instruction instruction, Instant doneAt) {
    return new Receipt(
        instruction.service(),
        instruction.position(),
        instruction.tenant(),
        instruction.says().requestId(),
        instruction.says().resourceIds().size(),
        doneAt);
  }

  void write(ObjectStore lake) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("format", "trunkline.erasure/1").put("service", service);
    json.put("position", position.toString()).put("tenant", tenant).put("requestId", requestId);
    json.put("resources", resources).put("doneAt", doneAt.toString());
    String name = FOLDER + service + "-" + position + ".json";
    lake.put(name, Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  /** All that were written, by service and position. */
  static List<Receipt> list(ObjectStore lake) {
    return lake.list(FOLDER).stream()
        .map(ObjectStore.Entry::name)
        .filter(name -> name.endsWith(".json"))
        .flatMap(name -> lake.find(name).stream())
        .map(bytes -> read(new String(bytes, StandardCharsets.UTF_8)))
        .toList();
  }

  private static Receipt read(String text) {
    JsonNode json = Json.parse(text);
    return new Receipt(
        json.path("service").asText(),
        Position.parse(json.path("position").asText()),
        json.path("tenant").asText(),
        json.path("requestId").asText(),
        json.path("resources").asInt(),
        Instant.parse(json.path("doneAt").asText()));
  }
}
