package trunkline.warehouse.erasure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.exchange.drop.DropFolder;
import trunkline.warehouse.exchange.drop.FeedErasures;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.loader.BronzeEvent;
import trunkline.warehouse.loader.Quarantine;

/**
 * Erasures of the lake. They begin with an instruction in a service's log, which the loader brings
 * like any event, and end with a receipt. Between the two lie three steps, each noted in bronze
 * when it is done, so that a killed refresh goes on where it was: the rows of bronze, and of what
 * came in files, become less; every table is made anew from them, as models always are when their
 * sources have changed; what only the past needs is deleted.
 *
 * <p>An instruction is about the events before it. Files know no such order: whom it names is
 * erased in them whenever they come.
 */
public final class Erasures {
  private final Lake lake;
  private final EngineSettings settings;
  private final List<String> services;
  private final FeedErasures feeds;
  private final Clock clock;
  private final Consumer<String> progress;

  public Erasures(
      Lake lake,
      EngineSettings settings,
      List<String> services,
      DropFolder drop,
      Clock clock,
      Consumer<String> progress) {
    this.lake = lake;
    this.settings = settings;
    this.services = List.copyOf(services);
    this.feeds = drop.erasures((erasure, table) -> Receipt.rows(lake.store(), erasure, table));
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * The first step: bronze forgets. Without an instruction it costs a look at its properties.
   *
   * @return up to where each service's instructions are obeyed
   */
  public Map<String, Position> obey() {
    var reached = new TreeMap<String, Position>();
    for (String service : services) {
      Table table = BronzeEvent.in(lake);
      Position due = BronzeEvent.erasureDue(table, service);
      Position obeyed = position(table, BronzeEvent.obeyedKey(service));
      if (due.compareTo(obeyed) > 0) {
        obey(table, service, obeyed, due);
      }
      reached.put(service, position(BronzeEvent.in(lake), BronzeEvent.obeyedKey(service)));
    }
    feeds.obey(text(reached), () -> Instruction.erasedIds(all(reached)), progress);
    return reached;
  }

  /** Empty when nobody was to be erased yet. */
  private static String text(Map<String, Position> obeyed) {
    return obeyed.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(Position.START))
        .map(entry -> entry.getKey() + "-" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  private List<Instruction> all(Map<String, Position> obeyed) {
    var all = new ArrayList<Instruction>();
    obeyed.forEach((service, upTo) -> all.addAll(read(service, Position.START, upTo)));
    return all;
  }

  private void obey(Table table, String service, Position after, Position due) {
    try (var engine = EmbeddedEngine.open(settings)) {
      TableView.create(engine, BronzeEvent.NAME, table);
      List<Instruction> instructions = Instruction.read(engine, service, after, due);
      long rows =
          new BronzeErasure(lake, engine)
              .obey(
                  table,
                  service,
                  instructions,
                  Map.of(BronzeEvent.obeyedKey(service), due.toString()));
      if (rows >= 0) {
        progress.accept(
            "%s: %d erasures obeyed, %,d rows of bronze are less"
                .formatted(service, instructions.size(), rows));
      }
    }
  }

  /**
   * The last step, once every table is made from bronze as the first step left it.
   *
   * @param models the tables that the models make, all of them up to date
   * @param obeyed what the first step answered
   */
  public void settle(List<TableIdentifier> models, Map<String, Position> obeyed) {
    List<Instruction> unsettled = unsettled(obeyed);
    if (unsettled.isEmpty()) {
      return;
    }
    Optional<String> obstacle = purge(models, unsettled, text(obeyed));
    if (obstacle.isPresent()) {
      progress.accept("erasures wait: " + obstacle.get());
      return;
    }
    answer(unsettled, obeyed);
  }

  /** Those since the last receipts, and those for which files that came later lost something. */
  private List<Instruction> unsettled(Map<String, Position> obeyed) {
    Set<String> again = feeds.unsettled();
    var unsettled = new ArrayList<Instruction>();
    obeyed.forEach(
        (service, upTo) -> {
          Position purged = position(BronzeEvent.in(lake), BronzeEvent.purgedKey(service));
          read(service, again.isEmpty() ? purged : Position.START, upTo).stream()
              .filter(i -> i.position().compareTo(purged) > 0 || again.contains(i.name()))
              .forEach(unsettled::add);
        });
    return unsettled;
  }

  private Optional<String> purge(
      List<TableIdentifier> models, List<Instruction> unsettled, String upTo) {
    for (TableIdentifier name : lake.tables()) {
      boolean isMade = models.contains(name) || FeedErasures.isOfFiles(name);
      if (!name.equals(BronzeEvent.NAME) && !isMade) {
        return Optional.of("the table " + name + " has no model that makes it anew; drop it");
      }
    }
    List<TableIdentifier> notYet = feeds.notYet(upTo);
    if (!notYet.isEmpty()) {
      return Optional.of("%s were changed by another process meanwhile".formatted(notYet));
    }
    var quarantine = new Quarantine(lake.store());
    quarantine.forget(Instruction.resourceIds(unsettled));
    var purge = new Purge(lake, clock.instant());
    List<String> waiting = purge.run();
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d files that no table names are younger than an hour, and another process may be at work on them, such as %s"
                .formatted(waiting.size(), waiting.getFirst()));
  }

  private void answer(List<Instruction> settled, Map<String, Position> obeyed) {
    Map<String, List<FeedErasures.Went>> went =
        feeds.went(settled.stream().map(Instruction::name).collect(Collectors.toSet()));
    List<TableIdentifier> notReached = feeds.notReached();
    for (Instruction i : settled) {
      Receipt.of(i, went.getOrDefault(i.name(), List.of()), notReached, clock.instant())
          .write(lake.store());
    }
    var update = BronzeEvent.in(lake).updateProperties();
    obeyed.forEach((service, upTo) -> update.set(BronzeEvent.purgedKey(service), upTo.toString()));
    update.commit();
    feeds.settled();
    progress.accept("%d erasures are done".formatted(settled.size()));
  }

  private List<Instruction> read(String service, Position after, Position upTo) {
    if (upTo.compareTo(after) <= 0) {
      return List.of();
    }
    try (var engine = EmbeddedEngine.open(settings)) {
      TableView.create(engine, BronzeEvent.NAME, BronzeEvent.in(lake));
      return Instruction.read(engine, service, after, upTo);
    }
  }

  /** Every erasure that is done. */
  public List<Receipt> done() {
    return Receipt.list(lake.store());
  }

  /** One line for each that is loaded and not done. */
  public List<String> waiting() {
    var lines = new ArrayList<String>();
    for (String service : services) {
      Table table = BronzeEvent.in(lake);
      Position purged = position(table, BronzeEvent.purgedKey(service));
      for (Instruction i : read(service, purged, BronzeEvent.erasureDue(table, service))) {
        boolean obeyed =
            i.position().compareTo(position(table, BronzeEvent.obeyedKey(service))) <= 0;
        lines.add(
            "%s %s %s: %s"
                .formatted(
                    service,
                    i.position(),
                    i.says().requestId(),
                    obeyed ? "bronze is clean, older files are not yet" : "not begun"));
      }
    }
    return lines;
  }

  private static Position position(Table table, String key) {
    String text = table.properties().get(key);
    return text == null ? Position.START : Position.parse(text);
  }
}
