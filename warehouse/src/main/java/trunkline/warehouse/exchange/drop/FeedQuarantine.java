package trunkline.warehouse.exchange.drop;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.loader.Quarantine;

/**
 * The bad rows of a feed: in {@code quarantine/landing_files/FEED} one file a delivery, named by
 * its digest, for the owner's eyes.
 *
 * @param store the lake
 */
record FeedQuarantine(ObjectStore store, Feed feed) {
  private static final String ENDING = ".ndjson";

  /** Lines of JSON, each with the row's line, the reason and the text. */
  void put(String digest, List<String> lines) {
    store.put(
        folder() + digest + ENDING,
        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** By digest the erasures that lines of that delivery concern. */
  Map<String, Set<String>> naming(ErasedIds erased) {
    var erasures = new TreeMap<String, Set<String>>();
    for (String digest : digests()) {
      var named = new TreeSet<String>();
      lines(digest).forEach(line -> named.addAll(namedIn(line, erased)));
      if (!named.isEmpty()) {
        erasures.put(digest, named);
      }
    }
    return erasures;
  }

  /** Takes those lines out. */
  void forget(String digest, ErasedIds erased) {
    List<String> left =
        lines(digest).stream().filter(line -> namedIn(line, erased).isEmpty()).toList();
    if (left.isEmpty()) {
      store.delete(folder() + digest + ENDING);
    } else {
      put(digest, left);
    }
  }

  /** Deletes what kills left half written; only for who takes files alone. */
  void forgetHalfWritten() {
    store.list(folder()).stream()
        .map(ObjectStore.Entry::name)
        .filter(name -> name.endsWith(".part"))
        .forEach(store::delete);
  }

  private static Set<String> namedIn(String line, ErasedIds erased) {
    JsonNode bad = Json.parse(line);
    return erased.namedIn(bad.path("reason").asText() + "\n" + bad.path("text").asText());
  }

  private List<String> digests() {
    var digests = new ArrayList<String>();
    for (ObjectStore.Entry entry : store.list(folder())) {
      String name = entry.name().substring(folder().length());
      if (name.endsWith(ENDING)) {
        digests.add(name.substring(0, name.length() - ENDING.length()));
      }
    }
    return digests;
  }

  private List<String> lines(String digest) {
    return store.find(folder() + digest + ENDING).stream()
        .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
        .toList();
  }

  private String folder() {
    return "%s%s/%s/".formatted(Quarantine.FOLDER, Feed.NAMESPACE, feed.name());
  }
}
