package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.exchange.drop.FeedErasures.Went;
import trunkline.warehouse.landing.Position;

/**
 * That an instruction is obeyed: no file of the lake holds the person any more, but in tables that
 * erasures don't reach. It is the file {@code erasures/{service}-{position}.json}, and names
 * nobody.
 *
 * @param resources how many resources the instruction named
 * @param feeds what went of what had come in files: rows of the table, and files that were kept
 * @param notReached tables of files of which nobody says whose their rows are
 */
public record Receipt(
    String service,
    Position position,
    String tenant,
    String requestId,
    int resources,
    List<Went> feeds,
    List<TableIdentifier> notReached,
    Instant doneAt) {
  private static final String FOLDER = "erasures/";

  public Receipt {
    feeds = List.copyOf(feeds);
    notReached = List.copyOf(notReached);
  }

  static Receipt of(
      Instruction instruction, List<Went> feeds, List<TableIdentifier> notReached, Instant doneAt) {
    return new Receipt(
        instruction.service(),
        instruction.position(),
        instruction.tenant(),
        instruction.says().requestId(),
        instruction.says().resourceIds().size(),
        feeds,
        notReached,
        doneAt);
  }

  void write(ObjectStore lake) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("format", "trunkline.erasure/1").put("service", service);
    json.put("position", position.toString()).put("tenant", tenant).put("requestId", requestId);
    json.put("resources", resources);
    for (Went went : feeds) {
      ObjectNode feed = json.withArray("/feeds").addObject().put("table", went.table().toString());
      feed.put("rows", went.rows()).put("files", went.files());
    }
    notReached.forEach(table -> json.withArray("/notReached").add(table.toString()));
    json.put("doneAt", doneAt.toString());
    lake.put(name(service + "-" + position), Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String instruction) {
    return FOLDER + instruction + ".json";
  }

  /** How many rows of a table the receipt of an instruction tells of; 0 when there is none. */
  static long rows(ObjectStore lake, String instruction, TableIdentifier table) {
    return find(lake, name(instruction)).stream()
        .flatMap(receipt -> receipt.feeds().stream())
        .filter(went -> went.table().equals(table))
        .mapToLong(Went::rows)
        .sum();
  }

  /** All that were written, by service and position. */
  static List<Receipt> list(ObjectStore lake) {
    return lake.list(FOLDER).stream()
        .map(ObjectStore.Entry::name)
        .filter(name -> name.endsWith(".json"))
        .flatMap(name -> find(lake, name).stream())
        .toList();
  }

  private static Optional<Receipt> find(ObjectStore lake, String name) {
    return lake.find(name).map(bytes -> read(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Receipt read(String text) {
    JsonNode json = Json.parse(text);
    var feeds = new ArrayList<Went>();
    for (JsonNode feed : json.path("feeds")) {
      TableIdentifier table = TableIdentifier.parse(feed.path("table").asText());
      feeds.add(new Went(table, feed.path("rows").asLong(), feed.path("files").asLong()));
    }
    var notReached = new ArrayList<TableIdentifier>();
    json.path("notReached").forEach(table -> notReached.add(TableIdentifier.parse(table.asText())));
    return new Receipt(
        json.path("service").asText(),
        Position.parse(json.path("position").asText()),
        json.path("tenant").asText(),
        json.path("requestId").asText(),
        json.path("resources").asInt(),
        feeds,
        notReached,
        Instant.parse(json.path("doneAt").asText()));
  }
}
