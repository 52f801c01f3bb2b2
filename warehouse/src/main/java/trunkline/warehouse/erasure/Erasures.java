package trunkline.warehouse.erasure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.loader.BronzeEvent;
import trunkline.warehouse.loader.Quarantine;

/**
 * Erasures of the lake. They begin with an instruction in a service's log, which the loader brings
 * like any event, and end with a receipt. Between the two lie three steps, each noted in bronze
 * when it is done, so that a killed refresh goes on where it was: the rows of bronze become less;
 * every table is made anew from them, as models always are when bronze has changed; what only the
 * past needs is deleted.
 */
public final class Erasures {
  private final Lake lake;
  private final EngineSettings settings;
  private final List<String> services;
  private final Clock clock;
  private final Consumer<String> progress;

  public Erasures(
      Lake lake,
      EngineSettings settings,
      List<String> services,
      Clock clock,
      Consumer<String> progress) {
    this.lake = lake;
    this.settings = settings;
    this.services = List.copyOf(services);
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
    return reached;
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
    var unsettled = new ArrayList<Instruction>();
    obeyed.forEach((service, upTo) -> unsettled.addAll(unsettled(service, upTo)));
    if (unsettled.isEmpty()) {
      return;
    }
    Optional<String> obstacle = purge(models, unsettled);
    if (obstacle.isPresent()) {
      progress.accept("erasures wait: " + obstacle.get());
      return;
    }
    answer(unsettled, obeyed);
  }

  private List<Instruction> unsettled(String service, Position upTo) {
    Position after = position(BronzeEvent.in(lake), BronzeEvent.purgedKey(service));
    return read(service, after, upTo);
  }

  private Optional<String> purge(List<TableIdentifier> models, List<Instruction> unsettled) {
    for (TableIdentifier name : lake.tables()) {
      if (!name.equals(BronzeEvent.NAME) && !models.contains(name)) {
        return Optional.of("the table " + name + " has no model that makes it anew; drop it");
      }
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
    settled.forEach(i -> Receipt.of(i, clock.instant()).write(lake.store()));
    var update = BronzeEvent.in(lake).updateProperties();
    obeyed.forEach((service, upTo) -> update.set(BronzeEvent.purgedKey(service), upTo.toString()));
    update.commit();
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
