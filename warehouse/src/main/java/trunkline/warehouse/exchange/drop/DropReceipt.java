package trunkline.warehouse.exchange.drop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;

/**
 * What became of one file; lies beside it as {@code NAME.receipt.json}.
 *
 * @param outcome loaded, duplicate or refused
 * @param why of a refusal; what a duplicate is one of
 * @param isKnown whether its rows had been loaded before: none in the table need tell of it any
 *     more
 * @param erasedBy the erasures that took the file away, which held somebody of theirs, as their
 *     receipts are named; then only this is left of it
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
    Instant at,
    boolean isKnown,
    List<String> erasedBy) {
  static final String ENDING = ".receipt.json";

  public DropReceipt {
    erasedBy = List.copyOf(erasedBy);
  }

  static DropReceipt read(Path receipt) throws IOException {
    var json = Json.parse(Files.readString(receipt));
    var erasedBy = new ArrayList<String>();
    json.path("erasedBy").forEach(erasure -> erasedBy.add(erasure.asText()));
    return new DropReceipt(
        json.path("feed").asText(),
        json.path("file").asText(),
        json.path("sha256").asText(),
        json.path("outcome").asText(),
        json.path("why").asText(),
        json.path("rows").asLong(),
        json.path("loaded").asLong(),
        json.path("refused").asLong(),
        Instant.parse(json.path("at").asText()),
        json.path("known").asBoolean(),
        erasedBy);
  }

  /** The same of a file that these erasures took away; a refusal may quote a value of it. */
  DropReceipt erasedBy(Collection<String> erasures) {
    var all = new TreeSet<>(erasedBy);
    all.addAll(erasures);
    return new DropReceipt(
        feed, file, digest, outcome, "", rows, loaded, refused, at, isKnown, List.copyOf(all));
  }

  /** Whether rows of its table, or quarantined ones, tell of all that it holds. */
  boolean isToldOfByRows() {
    return !outcome.equals("refused") && !isKnown;
  }

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
    json.put("known", isKnown);
    if (!erasedBy.isEmpty()) {
      json.put("erasedBy", erasedBy);
    }
    ObjectStore.of(beside.resolveSibling("").toString(), S3Config.AWS)
        .put(beside.getFileName() + ENDING, Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "%s: %s %s, %,d rows, %,d loaded, %,d refused%s"
        .formatted(feed, file, outcome, rows, loaded, refused, why.isEmpty() ? "" : ": " + why);
  }
}
