package trunkline.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import trunkline.platform.storage.S3Config;
import trunkline.warehouse.WarehouseConfig.CatalogConfig;
import trunkline.warehouse.model.ModelGraph;

/** A warehouse in a folder of its own, and what tests ask of it. */
public final class TestWarehouse {
  public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private TestWarehouse() {}

  public static WarehouseConfig config(Path home, long eventsPerCommit) {
    return config(home, "customer", eventsPerCommit);
  }

  private static WarehouseConfig config(Path home, String services, long eventsPerCommit) {
    return new WarehouseConfig(
        home,
        new WarehouseConfig.Settings(
            "",
            "",
            services,
            eventsPerCommit,
            Duration.ofSeconds(20),
            "512MB",
            1,
            2,
            1,
            Duration.ofDays(7),
            S3Config.AWS,
            CatalogConfig.EMBEDDED));
  }

  public static Warehouse open(Path home) {
    return Warehouse.open(config(home, 1_000));
  }

  /** One that loads these services, separated by commas. */
  public static Warehouse open(Path home, String services) {
    return Warehouse.open(config(home, services, 1_000));
  }

  public static Warehouse open(Path home, ModelGraph models) {
    return Warehouse.open(config(home, 1_000), models, Clock.systemUTC());
  }

  public static LandingWriter landing(Path home) {
    return new LandingWriter(home.resolve("landing"));
  }

  /** Events {@code first} to {@code last} of a log of plain customers. */
  public static List<LandedEvent> events(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(n -> LandedEvent.customer(n, NOON.plusSeconds(n)))
        .toList();
  }

  public static long number(Warehouse warehouse, String sql) {
    return new BigDecimal(String.valueOf(warehouse.query(sql).rows().getFirst().getFirst()))
        .longValueExact();
  }

  public static long rows(Warehouse warehouse) {
    return number(warehouse, "SELECT COUNT(*) FROM bronze.event");
  }

  public static long positions(Warehouse warehouse) {
    return number(warehouse, "SELECT COUNT(DISTINCT (tx, seq)) FROM bronze.event");
  }

  /** One command of the warehouse in a process of its own, to be killed: it need not be warm. */
  public static ProcessBuilder process(Path home, String... command) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WarehouseCommand.class.getName()));
    line.addAll(List.of(command));
    var builder = new ProcessBuilder(line);
    builder.environment().put("TRUNKLINE_HOME", home.toString());
    builder.environment().put("TRUNKLINE_WAREHOUSE_THREADS", "1");
    return builder;
  }

  /** Refreshes in a process of its own, and kills it so long after it has said {@code said}. */
  public static void killRefresh(Path home, String said, int millis)
      throws IOException, InterruptedException {
    ProcessBuilder builder = process(home, "refresh");
    Process child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.contains(said)) {
        line = out.readLine();
      }
      Thread.sleep(millis);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** What a killed process left in the lake is taken for its own for an hour. */
  public static void makeOld(Path lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        FileTime old = FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS));
        Files.setLastModifiedTime(file, old);
      }
    }
  }
}
