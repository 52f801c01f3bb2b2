package trunkline.warehouse.loader;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.privacy.ErasureInstruction;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.landing.Batch;
import trunkline.warehouse.landing.Landing;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/**
 * Brings what is landed into bronze, each event exactly once.
 *
 * <p>It keeps no state of its own. The table knows how far each service is; a load takes the chain
 * of batches after that, writes one data file and commits it together with the new position. Killed
 * at any moment it leaves either everything or nothing of a chain, so starting it again is always
 * right, and so is running two.
 */
public final class Loader {
  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

  private final Lake lake;
  private final Landing landing;
  private final EngineSettings settings;
  private final long eventsPerCommit;
  private final Clock clock;
  private final Consumer<String> progress;

  public Loader(
      Lake lake,
      Landing landing,
      EngineSettings settings,
      long eventsPerCommit,
      Clock clock,
      Consumer<String> progress) {
    this.lake = lake;
    this.landing = landing;
    this.settings = settings;
    this.eventsPerCommit = eventsPerCommit;
    this.clock = clock;
    this.progress = progress;
  }

  /** Loads all that is landed of {@code services}; one that is refused does not stop the others. */
  public LoadReport load(List<String> services) {
    Table table = BronzeEvent.in(lake);
    return new LoadReport(services.stream().map(service -> load(table, service)).toList());
  }

  private LoadReport.Service load(Table table, String service) {
    long batches = 0;
    long events = 0;
    long quarantined = 0;
    var withoutContract = new TreeMap<String, Long>();
    Optional<Refusal> refusal = Optional.empty();
    try {
      for (List<Batch> chain = next(table, service);
          !chain.isEmpty();
          chain = next(table, service)) {
        Optional<EventFile> committed = loadReadable(table, service, chain);
        landing.deleteCopies(service);
        if (committed.isPresent()) {
          batches += committed.get().batches();
          events += committed.get().file().rows();
          quarantined += committed.get().quarantined();
          committed
              .get()
              .withoutContract()
              .forEach((type, number) -> withoutContract.merge(type, number, Long::sum));
          progress.accept("%s: %,d events loaded".formatted(service, events));
        }
      }
    } catch (Refusal e) {
      LOG.warn("{} stops: {}", service, e.getMessage());
      refusal = Optional.of(e);
    } finally {
      landing.deleteCopies(service);
    }
    Position reached = BronzeEvent.watermark(table, service);
    return new LoadReport.Service(
        service, batches, events, quarantined, withoutContract, reached, refusal);
  }

  /** The next whole batches. A broken one ends the chain, and is refused when it is at its head. */
  private List<Batch> next(Table table, String service) {
    table.refresh();
    Position loaded = BronzeEvent.watermark(table, service);
    List<Batch> whole = new ArrayList<>();
    for (Batch batch : landing.after(loaded, service, eventsPerCommit)) {
      try {
        batch.verify();
      } catch (Refusal e) {
        if (whole.isEmpty()) {
          throw e;
        }
        return whole;
      }
      whole.add(batch);
    }
    return whole;
  }

  /** Loads the chain, or, when something in it can't be read, as much as stands before that. */
  private Optional<EventFile> loadReadable(Table table, String service, List<Batch> chain) {
    try {
      return loadChain(table, service, chain);
    } catch (Refusal e) {
      if (chain.size() == 1) {
        throw e;
      }
      return loadReadable(table, service, chain.subList(0, chain.size() / 2));
    }
  }

  private Optional<EventFile> loadChain(Table table, String service, List<Batch> chain) {
    Position loaded = BronzeEvent.watermark(table, service);
    Path work = lake.newWorkFolder();
    try (var engine = EmbeddedEngine.open(settings)) {
      var reader =
          new ChainReader(
              engine, new DataFileWriter(lake, engine), new Quarantine(lake.store()), work);
      EventFile events = reader.read(table, chain, loaded, clock.instant());
      return commit(table, service, chain, loaded, events, due(engine, service, chain, events));
    } finally {
      FolderTree.delete(work);
    }
  }

  /** An instruction to erase must not be forgotten between the commit that loads it and obeying. */
  private static Map<String, String> due(
      EmbeddedEngine engine, String service, List<Batch> chain, EventFile events) {
    String sql =
        "SELECT COUNT(*) FROM read_parquet(%s) WHERE resource_type = %s"
            .formatted(Literal.text(events.file().path()), Literal.text(ErasureInstruction.TYPE));
    return engine.number(sql).signum() == 0
        ? Map.of()
        : Map.of(BronzeEvent.erasureDueKey(service), chain.getLast().to().toString());
  }

  private static Optional<EventFile> commit(
      Table table,
      String service,
      List<Batch> chain,
      Position loaded,
      EventFile events,
      Map<String, String> properties) {
    var once = new ExactlyOnce(service, loaded, chain.getLast().to());
    var file = events.file().dataFile(table.spec(), "service=" + service);
    var summary =
        Map.of(
            "dw.batches", Integer.toString(chain.size()),
            "dw.quarantined", Long.toString(events.quarantined()));
    if (once.commit(table, file, summary, properties)) {
      return Optional.of(events);
    }
    events.file().discard();
    return Optional.empty();
  }
}
