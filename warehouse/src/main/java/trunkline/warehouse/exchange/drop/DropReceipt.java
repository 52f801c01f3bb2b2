package trunkline.warehouse.exchange.drop;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;

/**
 * What became of one file; lies beside it as {@code NAME.receipt.json}.
 *
 * @param outcome loaded, duplicate or refused
 * @param why of a refusal; what a duplicate is one of
 */
public record DropReceipt(
    String feed,
    String file,
    String digest,
    String outcome,
    String why,
    long rows,
    long loaded,
    long refused,
    Instant at) {
  static final String ENDING = ".receipt.json";

  /** Whether every row of it is in its table. */
  public boolean isGood() {
    return !outcome.equals("refused") && refused == 0;
  }

  void write(Path beside) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("feed", feed);
    json.put("file", file);
    json.put("sha256", digest);
    json.put("outcome", outcome);
    json.put("why", why);
    json.put("rows", rows);
    json.put("loaded", loaded);
    json.put("refused", refused);
    json.put("at", at.toString());
    ObjectStore.of(beside.resolveSibling("").toString(), S3Config.AWS)
        .put(beside.getFileName() + ENDING, Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "%s: %s %s, %,d rows, %,d loaded, %,d refused%s"
        .formatted(feed, file, outcome, rows, loaded, refused, why.isEmpty() ? "" : ": " + why);
  }
}
