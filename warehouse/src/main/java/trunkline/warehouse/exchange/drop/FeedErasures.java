package trunkline.warehouse.exchange.drop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.loader.BatchIds;

/**
 * Erasures of what came in files. A feed says in {@code person} which columns hold ids of people
 * and of what is theirs; its table, the files that were sent and its quarantine then lose the rows
 * of whoever is erased, also those that come later. Each table notes up to where the instructions
 * are obeyed, and what went since the last receipt.
 */
public final class FeedErasures {
  /** A property of a feed's table: which instructions it obeys, in the files that it holds. */
  private static final String OBEYED = "dw.erasure.obeyed";

  /** A property of a feed's table: rows that went, by erasure, as its receipt is to say it. */
  private static final String WENT = "dw.erasure.went";

  private final DropFolder drop;
  private final KeptFiles kept;
  private final Lake lake;
  private final EngineSettings settings;
  private final Receipted receipted;

  FeedErasures(
      DropFolder drop, KeptFiles kept, Lake lake, EngineSettings settings, Receipted receipted) {
    this.drop = drop;
    this.kept = kept;
    this.lake = lake;
    this.settings = settings;
    this.receipted = receipted;
  }

  /** What one erasure took from one feed. */
  public record Went(TableIdentifier table, long rows, long files) {}

  /** How many rows of a table the receipt of an erasure tells of; 0 where there is none. */
  @FunctionalInterface
  public interface Receipted {
    long rows(String erasure, TableIdentifier table);
  }

  /** A file has come to a feed, and with it may have come who is to be erased. */
  static void beginAnew(Table table) {
    if (table.properties().containsKey(OBEYED)) {
      table.updateProperties().remove(OBEYED).commit();
    }
  }

  /**
   * Obeys all instructions in every feed that has not yet.
   *
   * @param upTo which instructions there are, as a text: another text is other instructions
   * @param erased whom they name, asked for when a feed is behind
   */
  public void obey(String upTo, Supplier<ErasedIds> erased, Consumer<String> progress) {
    List<Feed> behind = behind(upTo);
    if (!behind.isEmpty()) {
      ErasedIds ids = erased.get();
      drop.locked(
          behind,
          () -> {
            for (Feed feed : behind) {
              long rows = obey(feed, ids, upTo);
              if (rows > 0) {
                progress.accept(
                    "%s: erasures obeyed, %,d rows are less".formatted(feed.table(), rows));
              }
            }
            return behind;
          });
    }
  }

  private long obey(Feed feed, ErasedIds erased, String upTo) throws IOException {
    Table table = lake.find(feed.table()).orElseThrow();
    String state = state(feed, table, upTo);
    try (var engine = EmbeddedEngine.open(settings)) {
      return new FeedErasure(lake, engine, feed, kept, table)
          .obey(erased, gone -> note(feed, table, gone, state));
    }
  }

  private Map<String, String> note(Feed feed, Table table, FeedErasure.Gone gone, String state) {
    Map<String, Long> went = went(table);
    for (String erasure : gone.erasures()) {
      long before = went.getOrDefault(erasure, receipted.rows(erasure, feed.table()));
      went.put(erasure, before + gone.rows().getOrDefault(erasure, 0L));
    }
    return went.isEmpty() ? Map.of(OBEYED, state) : Map.of(OBEYED, state, WENT, Json.write(went));
  }

  private static Map<String, Long> went(Table table) {
    var went = new TreeMap<String, Long>();
    Json.parse(table.properties().getOrDefault(WENT, "{}"))
        .properties()
        .forEach(entry -> went.put(entry.getKey(), entry.getValue().asLong()));
    return went;
  }

  /** The tables in which these instructions are not obeyed yet. */
  public List<TableIdentifier> notYet(String upTo) {
    return behind(upTo).stream().map(Feed::table).toList();
  }

  private List<Feed> behind(String upTo) {
    return upTo.isEmpty()
        ? List.of()
        : reached().stream().filter(feed -> !isObeyed(feed, upTo)).toList();
  }

  private boolean isObeyed(Feed feed, String upTo) {
    return lake.find(feed.table())
        .filter(table -> state(feed, table, upTo).equals(table.properties().get(OBEYED)))
        .isPresent();
  }

  /** Whoever loads a file without the lock of this folder is found by the count of files. */
  private static String state(Feed feed, Table table, String upTo) {
    return "%s; %d files; person %s; remains %s"
        .formatted(
            upTo, BatchIds.of(table, table.snapshots()).size(), feed.person(), feed.remains());
  }

  private List<Feed> reached() {
    return drop.feeds().stream().filter(feed -> !feed.person().isEmpty()).toList();
  }

  /** The erasures for which anything went since the last receipt. */
  public Set<String> unsettled() {
    var erasures = new TreeSet<String>();
    for (Feed feed : reached()) {
      lake.find(feed.table()).ifPresent(table -> erasures.addAll(went(table).keySet()));
    }
    return erasures;
  }

  /** All that erasures ever took from feeds, by erasure. */
  public Map<String, List<Went>> went(Set<String> erasures) {
    var all = new TreeMap<String, List<Went>>();
    for (Feed feed : reached()) {
      Map<String, Long> rows = lake.find(feed.table()).map(FeedErasures::went).orElse(Map.of());
      List<String> files = filesOf(feed);
      for (String erasure : erasures) {
        var went =
            new Went(
                feed.table(),
                rows.getOrDefault(erasure, receipted.rows(erasure, feed.table())),
                Collections.frequency(files, erasure));
        if (went.rows() + went.files() > 0) {
          all.computeIfAbsent(erasure, e -> new ArrayList<>()).add(went);
        }
      }
    }
    return all;
  }

  private List<String> filesOf(Feed feed) {
    try {
      return kept.erasures(feed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What went stands in receipts now. */
  public void settled() {
    for (Feed feed : reached()) {
      lake.find(feed.table())
          .filter(table -> table.properties().containsKey(WENT))
          .ifPresent(table -> table.updateProperties().remove(WENT).commit());
    }
  }

  /** Tables of files of which nobody says whose their rows are, though they tell of people. */
  public List<TableIdentifier> notReached() {
    List<Feed> feeds = drop.feeds();
    var declared = feeds.stream().map(Feed::table).toList();
    var tables = new TreeSet<>(Comparator.comparing(TableIdentifier::toString));
    feeds.stream().filter(Feed::isBeyondErasures).map(Feed::table).forEach(tables::add);
    lake.tables().stream()
        .filter(name -> isOfFiles(name) && !declared.contains(name))
        .forEach(tables::add);
    return List.copyOf(tables);
  }

  /** Whether a table holds rows of files. */
  public static boolean isOfFiles(TableIdentifier name) {
    return name.namespace().equals(Namespace.of(Feed.NAMESPACE));
  }
}
