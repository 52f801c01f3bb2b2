package trunkline.warehouse.loader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.ObjectStore.Entry;
import trunkline.warehouse.landing.Batch;

/**
 * Where lines lie that were no events: one file a batch, written anew when the batch is judged
 * anew. The files hold customers' data and are for the owner's eyes only.
 *
 * @param store the lake
 */
public record Quarantine(ObjectStore store) {
  /** The folder of the lake, with its slash. */
  public static final String FOLDER = "quarantine/";

  /** Lines of a batch, each with its number and the reason. */
  void put(Batch batch, List<JudgedLines.Refused> refused) {
    replace(name(batch), refused.stream().map(line -> line(batch, line)).toList());
  }

  /** Forgets a batch, which is about to be judged anew. */
  void clear(Batch batch) {
    store.delete(name(batch));
  }

  private static String name(Batch batch) {
    return FOLDER + batch.service() + "/" + batch.from() + ".ndjson";
  }

  private void replace(String name, List<String> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    store.put(name, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(Batch batch, JudgedLines.Refused refused) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("batch", batch.name());
    entry.put("line", refused.line());
    entry.put("reason", refused.reason());
    entry.put("text", refused.text());
    return Json.write(entry);
  }

  /** Takes out every line that holds any of these texts; answers how many. */
  public long forget(Collection<String> texts) {
    long forgotten = 0;
    for (String name : files()) {
      List<String> lines = read(name);
      List<String> left =
          lines.stream().filter(line -> texts.stream().noneMatch(line::contains)).toList();
      if (left.size() < lines.size()) {
        replace(name, left);
      }
      forgotten += lines.size() - left.size();
    }
    return forgotten;
  }

  /** How many lines lie there. */
  public long lines() {
    return files().stream().mapToLong(name -> read(name).size()).sum();
  }

  private List<String> files() {
    return store.list(FOLDER).stream()
        .map(Entry::name)
        .filter(name -> name.endsWith(".ndjson"))
        .toList();
  }

  private List<String> read(String name) {
    var lines = new ArrayList<String>();
    store
        .find(name)
        .ifPresent(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().forEach(lines::add));
    return lines;
  }
}
