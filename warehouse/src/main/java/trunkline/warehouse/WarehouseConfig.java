package trunkline.warehouse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;
import trunkline.warehouse.engine.EngineSettings;

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
      @Setting(value = "folder of the landed batches; empty: landing/ in home", defaultValue = "")
          String landing,
      @Setting(value = "folder of the tables; empty: lake/ in home", defaultValue = "") String lake,
      @Setting(
              value = "services to load, separated by commas: all that land a log of their own",
              defaultValue =
                  "customer,subscription,device,interaction,consent,ticket,identification")
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
          int modelsAtOnce) {
    public Settings {
      if (eventsPerCommit < 1) {
        throw new IllegalArgumentException("eventsPerCommit is 1 or more");
      }
      if (modelsAtOnce < 1) {
        throw new IllegalArgumentException("modelsAtOnce is 1 or more");
      }
      // refused here already, so that the key is named
      new EngineSettings(memory, threads, Path.of("."));
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

  Path landing() {
    return warehouse.landing().isEmpty() ? home.resolve("landing") : Path.of(warehouse.landing());
  }

  Path lake() {
    return warehouse.lake().isEmpty() ? home.resolve("lake") : Path.of(warehouse.lake());
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
