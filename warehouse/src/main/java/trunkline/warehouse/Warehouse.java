package trunkline.warehouse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.erasure.Erasures;
import trunkline.warehouse.erasure.PersonArchive;
import trunkline.warehouse.erasure.PersonRows;
import trunkline.warehouse.exchange.drop.DropFolder;
import trunkline.warehouse.exchange.drop.DropReceipt;
import trunkline.warehouse.exchange.snowflake.Published;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig;
import trunkline.warehouse.exchange.snowflake.SnowflakePublisher;
import trunkline.warehouse.exchange.snowflake.SnowflakePuller;
import trunkline.warehouse.lake.CatalogPlace;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.landing.Landing;
import trunkline.warehouse.landing.LandingWatch;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.lineage.LineagePage;
import trunkline.warehouse.lineage.RunFiles;
import trunkline.warehouse.loader.Backfill;
import trunkline.warehouse.loader.BronzeEvent;
import trunkline.warehouse.loader.LoadReport;
import trunkline.warehouse.loader.Loader;
import trunkline.warehouse.loader.Quarantine;
import trunkline.warehouse.maintenance.Maintenance;
import trunkline.warehouse.maintenance.MaintenanceReport;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.ModelResult;
import trunkline.warehouse.model.ModelRunner;
import trunkline.warehouse.model.PlanStep;
import trunkline.warehouse.model.Selection;
import trunkline.warehouse.model.Watches;
import trunkline.warehouse.query.ExportFormat;
import trunkline.warehouse.query.QueryEngine;
import trunkline.warehouse.query.QueryResult;
import trunkline.warehouse.serving.ServingConfig;
import trunkline.warehouse.serving.WarehouseServer;

/**
 * The warehouse of one lake folder. Any number may be open on the same folder, in this process or
 * in others; each is for one thread at a time.
 */
public final class Warehouse implements AutoCloseable {
  /** As many rows as a person reads, and more. */
  public static final int DEFAULT_ROWS = 10_000;

  /** A landing that tells nothing, as on a network's disk, is looked at so often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final WarehouseConfig config;
  private final Lake lake;
  private final ModelGraph models;
  private final Clock clock;
  private final RunFiles runs;
  private final Watches watches;

  /** The lake as it was when a refresh of all found nothing to do. */
  private Map<String, String> settled = Map.of();

  /** What was said once already. */
  private final Set<String> warned = new HashSet<>();

  private Warehouse(WarehouseConfig config, Lake lake, ModelGraph models, Clock clock) {
    this.config = config;
    this.lake = lake;
    this.models = models;
    this.clock = clock;
    this.runs = new RunFiles(lake);
    this.watches = new Watches(lake, models, clock, runs::rowsOf);
  }

  public static Warehouse open(WarehouseConfig config) {
    return open(config, ModelGraph.shipped(), Clock.systemUTC());
  }

  static Warehouse open(WarehouseConfig config, ModelGraph models, Clock clock) {
    return new Warehouse(config, Lake.open(config.lakePlace()), models, clock);
  }

  public RefreshReport refresh() {
    return refresh(line -> {});
  }

  /**
   * Loads what is landed, then brings every table up to its model. What can't be loaded or
   * published stands in the report; the tables stay as they were.
   */
  public RefreshReport refresh(Consumer<String> progress) {
    return refresh(Selection.all(), progress);
  }

  /**
   * The same for the chosen models; the tables of the others stay as they are. Erasures are settled
   * only by a refresh of all.
   */
  public RefreshReport refresh(Selection selection, Consumer<String> progress) {
    return refresh(selection, false, progress);
  }

  /** The same; {@code full} makes the chosen tables from all, and not by what has changed. */
  public RefreshReport refresh(Selection selection, boolean full, Consumer<String> progress) {
    Instant began = clock.instant();
    LoadReport load = load(progress);
    drop(progress);
    Erasures erasures = erasures(progress);
    Map<String, Position> obeyed = erasures.obey();
    ModelRunner runner = runner(progress);
    List<ModelResult> results = watches.on(models(runner, selection, full));
    watches.told(results).forEach(progress);
    var report = new RefreshReport(load, results, Duration.between(began, clock.instant()));
    if (report.isNews()) {
      LastRun.of(results, clock.instant()).write(lake.store());
      runs.write(UUID.randomUUID(), began, models.described(), results);
    }
    if (selection.isAll() && results.stream().allMatch(ModelResult::isCurrent)) {
      erasures.settle(models.tables(), obeyed);
    }
    if (!runner.crowded().isEmpty()) {
      maintenance().compact(runner.crowded()).lines().forEach(progress);
    }
    if (selection.isAll() && maintenance().isDue()) {
      maintenance().run().lines().forEach(progress);
    }
    return report;
  }

  /** Where the lake is as it was when nothing had to be done, no table is looked at. */
  private List<ModelResult> models(ModelRunner runner, Selection selection, boolean full) {
    if (!selection.isAll() || full) {
      watches.lookAgain();
      return runner.run(selection, full);
    }
    Map<String, String> found = lake.look();
    if (found.equals(settled)) {
      return runner.upToDate();
    }
    watches.lookAgain();
    List<ModelResult> results = runner.run(selection, false);
    if (results.stream().allMatch(r -> r.outcome() == ModelResult.Outcome.UP_TO_DATE)) {
      settled = found;
    }
    return results;
  }

  /**
   * Refreshes now and whenever something is landed, until the thread is interrupted. What is
   * refused or fails stands in the report, and is tried again with the next news.
   */
  public void follow(Consumer<String> progress, Consumer<RefreshReport> done)
      throws InterruptedException {
    try (var watch = LandingWatch.of(landing(), config.services())) {
      while (!Thread.currentThread().isInterrupted()) {
        done.accept(refresh(progress));
        watch.await(LOOK_AGAIN);
      }
    }
  }

  private ModelRunner runner(Consumer<String> progress) {
    return new ModelRunner(
        lake,
        models,
        config.engine(lake.spillFolder()),
        config.warehouse().modelsAtOnce(),
        clock,
        progress);
  }

  /** Which tables a refresh would make anew from what is loaded, and why. */
  public List<PlanStep> plan(Selection selection) {
    BronzeEvent.in(lake);
    return runner(line -> {}).plan(selection);
  }

  /** Compacts, expires and cleans up; safe beside whatever else is at work on the lake. */
  public MaintenanceReport maintain() {
    return maintenance().run();
  }

  /** What {@link #maintain} would do now. */
  public MaintenanceReport maintainDryRun() {
    return maintenance().dryRun();
  }

  private Maintenance maintenance() {
    return new Maintenance(
        lake, config.engine(lake.spillFolder()), config.warehouse().snapshotsKept(), clock);
  }

  /**
   * Tells the configured catalog of the tables that the lake folder's own catalog, or the one at
   * {@code url}, knows.
   *
   * @return those that it did not know yet
   */
  public List<TableIdentifier> moveCatalog(Optional<String> url) {
    return lake.adopt(
        url.map(other -> new CatalogPlace(other, "", ""))
            .orElseGet(() -> CatalogPlace.in(lake.folder())));
  }

  /** All models, what they are made from and what their columns mean, as one HTML page. */
  public String lineagePage() {
    return new LineagePage(models.described()).html();
  }

  private Landing landing() {
    return new Landing(config.landing(), lake.workFolder().resolve("landed-" + UUID.randomUUID()));
  }

  /** Only loads; the models are left for later. */
  public LoadReport load(Consumer<String> progress) {
    var loader =
        new Loader(
            lake,
            landing(),
            config.engine(lake.spillFolder()),
            config.warehouse().eventsPerCommit(),
            clock,
            progress);
    return loader.load(config.services());
  }

  /** Loads a part of a service's log again; the next refresh brings the tables up to it. */
  public Backfill.Done backfill(String service, Position from, Position to) {
    return new Backfill(lake, landing(), config.engine(lake.spillFolder()), clock)
        .run(service, from, to);
  }

  /**
   * Takes the files that have arrived from elsewhere, by the feeds that are declared. Says once of
   * each feed that tells of people whom no erasure finds in it.
   */
  public List<DropReceipt> drop(Consumer<String> progress) {
    DropFolder folder = dropFolder();
    List<DropReceipt> receipts = folder.pickUp();
    receipts.forEach(receipt -> progress.accept(receipt.toString()));
    warn(folder, progress);
    return receipts;
  }

  private void warn(DropFolder folder, Consumer<String> progress) {
    folder.beyondErasures().stream().filter(warned::add).forEach(progress);
  }

  private DropFolder dropFolder() {
    return new DropFolder(config.drop(), lake, config.engine(lake.spillFolder()), clock);
  }

  /** Makes tables in Snowflake those of the lake: the chosen ones, or all marts that are made. */
  public List<Published> publish(
      SnowflakeConfig there, Selection selection, Consumer<String> progress) {
    List<TableIdentifier> chosen =
        selection.tablesOf(models).stream()
            .filter(table -> !selection.isAll() || isMadeMart(table))
            .toList();
    var engine = config.engine(lake.spillFolder());
    return new SnowflakePublisher(there.snowflake(), lake, models, engine, clock)
        .publish(chosen, published -> progress.accept(published.toString()));
  }

  private boolean isMadeMart(TableIdentifier table) {
    return table.namespace().toString().equals("marts") && lake.find(table).isPresent();
  }

  /**
   * Pulls feeds that lie in Snowflake, all when none is named; answers what was new. Says the same
   * of feeds as {@link #drop}.
   */
  public List<DropReceipt> pull(
      SnowflakeConfig there, List<String> feeds, Consumer<String> progress) {
    var engine = config.engine(lake.spillFolder());
    Path fetched = config.drop().resolve("fetching");
    DropFolder folder = dropFolder();
    warn(folder, progress);
    return new SnowflakePuller(there.snowflake(), lake, engine, folder, fetched, clock)
        .pull(feeds, receipt -> progress.accept(receipt.toString()));
  }

  /** What the lake has forgotten, and has yet to forget. */
  public Erasures erasures() {
    return erasures(line -> {});
  }

  /**
   * Adds what the lake holds on a person to their archive.
   *
   * @return how many rows
   */
  public long addPersonTo(Path archive) {
    return new PersonArchive(archive).join(new PersonRows(lake, config.engine(lake.spillFolder())));
  }

  private Erasures erasures(Consumer<String> progress) {
    return new Erasures(
        lake, config.engine(lake.spillFolder()), config.services(), dropFolder(), clock, progress);
  }

  public QueryResult query(String sql) {
    return query(sql, DEFAULT_ROWS);
  }

  /**
   * Answers one SELECT, WITH, SHOW, DESCRIBE or EXPLAIN with at most {@code maxRows} rows.
   *
   * @throws trunkline.warehouse.refusal.Refusal for anything else, for an error in it, and when it
   *     takes too long
   */
  public QueryResult query(String sql, int maxRows) {
    return engine().ask(sql, maxRows);
  }

  /**
   * Writes the whole answer of one SELECT to a file, with its order.
   *
   * @return how many rows
   */
  public long export(String sql, Path file, ExportFormat format) {
    return engine().export(sql, file, format);
  }

  private QueryEngine engine() {
    return new QueryEngine(
        lake, config.engine(lake.spillFolder()), config.warehouse().queryTimeout());
  }

  /** Serves the lake over HTTP until closed. */
  public static WarehouseServer serve(WarehouseConfig config, ServingConfig serving) {
    Lake lake = Lake.open(config.lakePlace());
    return WarehouseServer.start(
        serving.serving(),
        lake,
        ModelGraph.shipped(),
        config.engine(lake.spillFolder()),
        config.warehouse().queryTimeout(),
        Clock.systemUTC());
  }

  public WarehouseStatus status() {
    Table bronze = BronzeEvent.in(lake);
    Map<String, Instant> newest = newestByService();
    var landing = landing();
    var services =
        config.services().stream()
            .map(
                service -> {
                  Position loaded = BronzeEvent.watermark(bronze, service);
                  return new WarehouseStatus.Service(
                      service,
                      loaded,
                      landing.waiting(loaded, service),
                      Optional.ofNullable(newest.get(service)));
                })
            .toList();
    var tables =
        lake.tables().stream()
            .flatMap(name -> lake.find(name).stream().map(table -> status(name, table)))
            .toList();
    var quarantine = new Quarantine(lake.store());
    return new WarehouseStatus(tables, services, quarantine.lines(), LastRun.read(lake.store()));
  }

  private Map<String, Instant> newestByService() {
    Map<String, Instant> newest = new HashMap<>();
    query("SELECT service, MAX(event_time) FROM bronze.event GROUP BY service")
        .rows()
        .forEach(
            row -> {
              if (row.get(0) instanceof String service && row.get(1) instanceof OffsetDateTime t) {
                newest.put(service, t.toInstant());
              }
            });
    return newest;
  }

  private static TableStatus status(TableIdentifier name, Table table) {
    var snapshot = Optional.ofNullable(table.currentSnapshot());
    return new TableStatus(
        name.toString(),
        TableFiles.rows(table),
        snapshot.map(s -> Instant.ofEpochMilli(s.timestampMillis())),
        table.properties().getOrDefault("comment", ""));
  }

  @Override
  public void close() {
    lake.close();
  }
}
