package trunkline.warehouse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.config.Setting;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.CatalogPlace;
import trunkline.warehouse.lake.LakePlace;

/**
 * Where the warehouse reads and writes, and what it may use.
 *
 * @param home the folder that holds the state of one machine
 */
public record WarehouseConfig(
    @Setting(value = "folder of this machine's state", defaultValue = ".trunkline") Path home,
    Settings warehouse) {
  /** The keys under {@code warehouse}. */
  public record Settings(
      @Setting(
              value =
                  "folder of the landed batches, or s3://bucket/prefix; empty: landing/ in home",
              defaultValue = "")
          String landing,
      @Setting(
              value = "folder of the tables, or s3://bucket/prefix; empty: lake/ in home",
              defaultValue = "")
          String lake,
      @Setting(
              value = "services to load, separated by commas: all that land a log of their own",
              defaultValue =
                  "customer,subscription,device,interaction,consent,ticket,identification,bridge,"
                      + "customer-audit,subscription-audit,device-audit,interaction-audit,"
                      + "consent-audit,ticket-audit,identification-audit,search-audit")
          String services,
      @Setting(value = "events in one commit, about", defaultValue = "1000000")
          long eventsPerCommit,
      @Setting(value = "how long a query may run, ISO 8601", defaultValue = "PT60S")
          Duration queryTimeout,
      @Setting(
              value = "memory of the engine, such as 2GB; the rest is spilled",
              defaultValue = "2GB")
          String memory,
      @Setting(value = "threads of the engine; 0: all cores", defaultValue = "0") int threads,
      @Setting(value = "models that are built at once, at most", defaultValue = "2")
          int modelsAtOnce,
      @Setting(
              value =
                  "gigabytes of data files that are kept in home when the lake is a bucket, about",
              defaultValue = "20")
          int cacheGigabytes,
      @Setting(
              value = "how old a table's past may become, ISO 8601; at least a day",
              defaultValue = "P7D")
          Duration snapshotsKept,
      S3Config s3,
      CatalogConfig catalog) {
    public Settings {
      if (eventsPerCommit < 1) {
        throw new IllegalArgumentException("eventsPerCommit is 1 or more");
      }
      if (cacheGigabytes < 1) {
        throw new IllegalArgumentException("cacheGigabytes is 1 or more");
      }
      if (snapshotsKept.compareTo(Duration.ofDays(1)) < 0) {
        throw new IllegalArgumentException("snapshotsKept is P1D or more");
      }
      if (modelsAtOnce < 1) {
        throw new IllegalArgumentException("modelsAtOnce is 1 or more");
      }
      // refused here already, so that the key is named
      new EngineSettings(memory, threads, Path.of("."));
    }
  }

  /** Where it is known which metadata file is a table's present. */
  public record CatalogConfig(
      @Setting(
              value =
                  "JDBC address, such as jdbc:postgresql://host/database; empty: SQLite in the lake folder",
              defaultValue = "")
          String url,
      @Setting(value = "user there", defaultValue = "") String user,
      @Setting(value = "their password", defaultValue = "", secret = true) String password) {
    /** SQLite in the lake folder. */
    public static final CatalogConfig EMBEDDED = new CatalogConfig("", "", "");

    /** Without the password. */
    @Override
    public String toString() {
      return "CatalogConfig[url=%s, user=%s]".formatted(url, user);
    }
  }

  private static final String OWN = "TRUNKLINE_WAREHOUSE_";
  private static final String HOME = "TRUNKLINE_HOME";

  /** Reads the warehouse's own variables; other processes of Trunkline have theirs beside them. */
  public static WarehouseConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> own =
        environment.entrySet().stream()
            .filter(e -> e.getKey().startsWith(OWN) || e.getKey().equals(HOME))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Configuration.fromEnvironment(WarehouseConfig.class, own);
  }

  ObjectStore landing() {
    String place = warehouse.landing();
    return ObjectStore.of(
        place.isEmpty() ? home.resolve("landing").toString() : place, warehouse.s3());
  }

  LakePlace lakePlace() {
    String place = warehouse.lake();
    Path folder = place.isEmpty() ? home.resolve("lake") : Path.of(place);
    if (ObjectStore.isBucket(place)) {
      folder = home.resolve("lake-copies");
      if (warehouse.catalog().url().isEmpty()) {
        throw new InvalidConfiguration(
            "setting warehouse.catalog.url is missing (TRUNKLINE_WAREHOUSE_CATALOG_URL in the environment): a lake in a bucket needs a catalog that outlives this machine");
      }
    }
    long cacheBytes = warehouse.cacheGigabytes() * 1_000_000_000L;
    return new LakePlace(
        place.isEmpty() ? folder.toString() : place,
        warehouse.s3(),
        folder,
        cacheBytes,
        catalog(folder));
  }

  private CatalogPlace catalog(Path folder) {
    CatalogConfig given = warehouse.catalog();
    return given.url().isEmpty()
        ? CatalogPlace.in(folder)
        : new CatalogPlace(given.url(), given.user(), given.password());
  }

  /** Where files from elsewhere arrive. */
  Path drop() {
    return home.resolve("drop");
  }

  List<String> services() {
    return Stream.of(warehouse.services().split(","))
        .map(String::strip)
        .filter(service -> !service.isEmpty())
        .toList();
  }

  EngineSettings engine(Path spillFolder) {
    return new EngineSettings(warehouse.memory(), warehouse.threads(), spillFolder);
  }
}
