package trunkline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.RefreshReport;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.WarehouseConfig;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;

/**
 * The warehouse over logs of growing length: how fast events come into bronze, beside the engine
 * alone on the same events uncompressed and unchecked; and what a refresh costs after a few more
 * changes, beside the one that made every table in full. Seconds are those of a clock and, since
 * others may be at work on the machine, of its processors.
 */
final class WarehouseBench {
  private static final List<Long> CURVE = List.of(10_000L, 100_000L, 1_000_000L);
  private static final long CHANGES = 10_000;

  /** Each finds what the ones before it have left: files, and rows that are deleted. */
  private static final int REFRESHES = 3;

  private static final int SLOWEST = 12;
  private static final long LARGE = 1_000_000;

  /** More than these are not written a second time, uncompressed. */
  private static final long MOST_FOR_ENGINE = 1_000_000;

  private final PrintStream out;

  WarehouseBench(PrintStream out) {
    this.out = out;
  }

  void run(long events) throws IOException {
    var sizes = new TreeSet<Long>();
    CURVE.stream().filter(size -> size < events).forEach(sizes::add);
    sizes.add(events / 4 * 4);
    out.printf(
        Locale.ROOT,
        "%12s %13s %13s %9s %9s %9s %11s %8s %9s %8s%n",
        "events",
        "load events/s",
        "of the engine",
        "full s",
        "of it load",
        "cpu s",
        "+10,000 s",
        "of full",
        "cpu s",
        "of full");
    for (long size : sizes) {
      Path home = Files.createTempDirectory("trunkline-bench");
      try {
        measure(home, size);
      } finally {
        FolderTree.delete(home);
      }
    }
  }

  private void measure(Path home, long events) throws IOException {
    var log = new LandedLog(home.resolve("landing"));
    log.grow(events);
    double engine = events > MOST_FOR_ENGINE ? Double.NaN : engineAlone(home);
    var config = WarehouseConfig.fromEnvironment(Map.of("TRUNKLINE_HOME", home.toString()));
    try (var warehouse = Warehouse.open(config)) {
      Spent start = Spent.now();
      warehouse.load(line -> {});
      double load = start.until(Spent.now()).seconds();
      RefreshReport inFull = good(warehouse);
      Spent full = start.until(Spent.now());
      List<Spent> little = new ArrayList<>();
      RefreshReport last = inFull;
      for (int i = 0; i < REFRESHES; i++) {
        log.change(CHANGES);
        Spent before = Spent.now();
        last = good(warehouse);
        little.add(before.until(Spent.now()));
      }
      check(warehouse, log);
      Spent usual = little.stream().sorted().toList().get(REFRESHES / 2);
      out.printf(
          Locale.ROOT,
          "%,12d %,13.0f %13s %9.1f %9.1f %9.1f %11.2f %7.1f%% %9.2f %7.1f%%%n",
          events,
          events / load,
          Double.isNaN(engine) ? "-" : String.format(Locale.ROOT, "%.2f", engine / load),
          full.seconds(),
          load,
          full.processor(),
          usual.seconds(),
          100 * usual.seconds() / full.seconds(),
          usual.processor(),
          100 * usual.processor() / full.processor());
      if (events >= LARGE) {
        slowest("in full", inFull);
        slowest("after the changes", last);
      }
    }
  }

  /** Seconds that DuckDB takes for the same events as plain lines into one Parquet file. */
  private static double engineAlone(Path home) throws IOException {
    Path plain = Files.createDirectories(home.resolve("plain"));
    try (Stream<Path> files = Files.list(home.resolve("landing/customer"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".gz")).toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
            OutputStream to =
                Files.newOutputStream(plain.resolve(file.getFileName() + ".ndjson"))) {
          in.transferTo(to);
        }
      }
    }
    try (var engine =
        EmbeddedEngine.open(new EngineSettings("2GB", 0, home.resolve("plain-spill")))) {
      long began = System.nanoTime();
      engine.execute(
          """
          COPY (SELECT * FROM read_json(%s, format = 'newline_delimited',
                  columns = {eventId: 'VARCHAR', eventType: 'VARCHAR', eventTime: 'TIMESTAMPTZ',
                             tenant: 'VARCHAR', service: 'VARCHAR', resourceType: 'VARCHAR',
                             resourceId: 'VARCHAR', version: 'BIGINT', tx: 'BIGINT', seq: 'BIGINT',
                             correlationId: 'VARCHAR', resource: 'JSON'}))
          TO %s (FORMAT parquet, COMPRESSION zstd)
          """
              .formatted(
                  Literal.text(plain + "/*.ndjson"), Literal.text(home.resolve("plain.parquet"))));
      return seconds(began);
    } finally {
      FolderTree.delete(plain);
    }
  }

  private static RefreshReport good(Warehouse warehouse) {
    RefreshReport report = warehouse.refresh();
    if (!report.isGood()) {
      throw new IllegalStateException("the refresh failed: " + report);
    }
    return report;
  }

  private static void check(Warehouse warehouse, LandedLog log) {
    Object counted =
        warehouse
            .query("SELECT CAST(SUM(customers) AS BIGINT) FROM marts.churn")
            .rows()
            .getFirst()
            .getFirst();
    long expected = log.customers();
    if (!Long.valueOf(expected).equals(counted)) {
      throw new IllegalStateException(counted + " customers in marts.churn instead of " + expected);
    }
  }

  private void slowest(String what, RefreshReport report) {
    out.printf(Locale.ROOT, "%14s%n", what);
    report.models().stream()
        .sorted(Comparator.comparingLong(model -> -model.millis()))
        .limit(SLOWEST)
        .forEach(
            model ->
                out.printf(
                    Locale.ROOT,
                    "%14s %-32s %,8d ms %,12d rows %s%n",
                    "",
                    model.table(),
                    model.millis(),
                    model.rows(),
                    model.inFull() ? "in full" : "incrementally"));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
