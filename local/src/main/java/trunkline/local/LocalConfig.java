package trunkline.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;

/** Where everything on this machine keeps its state and listens. */
public record LocalConfig(
    @Setting(value = "Folder that keeps all state", defaultValue = ".trunkline") Path home,
    @Setting(
            value = "Address that the edge listens on; all else stays on 127.0.0.1",
            defaultValue = "127.0.0.1")
        String bindAddress,
    @Setting(value = "PostgreSQL's page cache, in MiB", defaultValue = "256")
        int sharedBuffersMegabytes,
    @Setting(value = "How long events gather before they land", defaultValue = "PT1S")
        Duration landingPause,
    @Setting(
            value = "Requests a second for one caller before 429; 0 for no limit",
            defaultValue = "0")
        int requestsPerSecond,
    Ports ports) {

  /** Every port; a second platform on one machine needs others. */
  public record Ports(
      @Setting(value = "The edge", defaultValue = "8080") int edge,
      @Setting(value = "The first service; the others follow", defaultValue = "8081")
          int firstService,
      @Setting(value = "The identity provider", defaultValue = "8090") int identity,
      @Setting(value = "PostgreSQL", defaultValue = "15432") int postgres,
      @Setting(value = "The warehouse's SQL, by ./trunkline warehouse serve", defaultValue = "8091")
          int warehouse) {}

  /** Variables of other programs of ours, which the same shell may set. */
  private static final List<String> OF_OTHERS =
      List.of(
          "TRUNKLINE_SHARED", "TRUNKLINE_BRIDGE_", "TRUNKLINE_WAREHOUSE_", "TRUNKLINE_SERVING_");

  public LocalConfig {
    home = home.toAbsolutePath().normalize();
  }

  /** Reads {@code TRUNKLINE_HOME}, {@code TRUNKLINE_PORTS_EDGE} and the others. */
  public static LocalConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> ours =
        environment.entrySet().stream()
            .filter(e -> OF_OTHERS.stream().noneMatch(e.getKey()::startsWith))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Configuration.fromEnvironment(LocalConfig.class, ours);
  }

  public Path postgres() {
    return home.resolve("postgres");
  }

  public Path identity() {
    return home.resolve("identity");
  }

  /** Where the services' own keys are kept, made at the first start. */
  public Path keys() {
    return home.resolve("keys");
  }

  public Path landing() {
    return home.resolve("landing");
  }

  public Path logs() {
    return home.resolve("logs");
  }

  public Path run() {
    return home.resolve("run");
  }

  /** Where the bridge leaves its quarantine files. */
  public Path bridge() {
    return home.resolve("bridge");
  }

  /** Where clients reach all of it. */
  public String edgeUrl() {
    return "http://127.0.0.1:" + ports.edge();
  }
}
