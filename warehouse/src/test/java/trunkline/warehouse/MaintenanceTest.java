package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.loader.BronzeEvent;
import trunkline.warehouse.maintenance.Maintenance;
import trunkline.warehouse.maintenance.MaintenanceReport;
import trunkline.warehouse.model.ModelGraph;

class MaintenanceTest {
  /** A day and more after everything that a test has just done. */
  private static final Clock IN_TWO_DAYS = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));

  private static final Clock IN_TEN_DAYS = Clock.offset(Clock.systemUTC(), Duration.ofDays(10));

  private static final ModelGraph MODELS =
      ModelGraph.of(
          Map.of(
              "marts/customers",
              """
              -- one row per tenant
              -- materialisation: table
              -- owner: tests
              -- key: [tenant]
              -- columns:
              --   tenant: whose
              --   customers: how many
              SELECT tenant, CAST(COUNT(*) AS BIGINT) AS customers
              FROM {{ source('bronze.event', 'customer') }} GROUP BY tenant
              """));

  @TempDir private Path home = Path.of("");

  private void land(int batches) {
    LandingWriter writer = TestWarehouse.landing(home);
    for (int i = 0; i < batches; i++) {
      writer.write(TestWarehouse.events(i * 5L + 1, i * 5L + 5));
    }
  }

  /** One whose every batch is a commit. */
  private Warehouse open(Clock clock) {
    return Warehouse.open(TestWarehouse.config(home, 1), MODELS, clock);
  }

  private int dataFiles() {
    try (Lake lake = Lake.open(home.resolve("lake"));
        var tasks = BronzeEvent.in(lake).newScan().planFiles()) {
      return Math.toIntExact(StreamSupport.stream(tasks.spliterator(), false).count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int snapshots() {
    try (Lake lake = Lake.open(home.resolve("lake"))) {
      Table table = BronzeEvent.in(lake);
      return Math.toIntExact(StreamSupport.stream(table.snapshots().spliterator(), false).count());
    }
  }

  @Test
  void manySmallFiles_becomeOneAndNoModelIsMadeAnew() {
    land(12);
    try (Warehouse warehouse = open(Clock.systemUTC())) {
      assertTrue(warehouse.refresh().isGood());
      assertEquals(12, dataFiles());
      MaintenanceReport report = warehouse.maintain();
      assertEquals(12, report.compacted());
      assertEquals(1, report.into());
      assertEquals(1, dataFiles());
      assertEquals(60, TestWarehouse.rows(warehouse));
      assertEquals(60, TestWarehouse.positions(warehouse));
      assertEquals(
          12,
          TestWarehouse.number(warehouse, "SELECT COUNT(DISTINCT batch_file) FROM bronze.event"));
      assertFalse(warehouse.refresh().isNews());
      assertEquals(0, warehouse.maintain().compacted());
    }
  }

  @Test
  void dryRun_saysWhatWouldBeDoneAndDoesNot() {
    land(12);
    try (Warehouse warehouse = open(IN_TEN_DAYS)) {
      warehouse.load(line -> {});
      MaintenanceReport would = warehouse.maintainDryRun();
      assertEquals(12, would.compacted());
      assertEquals(11, would.expired());
      assertEquals(12, dataFiles());
      assertEquals(12, snapshots());
    }
  }

  @Test
  void oldSnapshots_goAndNothingIsForgottenThatLoadingNeeds() {
    land(12);
    try (Warehouse now = open(Clock.systemUTC())) {
      now.load(line -> {});
    }
    try (Warehouse later = open(IN_TEN_DAYS)) {
      assertEquals(12, later.maintain().expired());
      assertEquals(1, snapshots());
      assertEquals(0, later.load(line -> {}).events());
      land(14);
      assertEquals(10, later.load(line -> {}).events());
      assertEquals(70, TestWarehouse.positions(later));
    }
    try (Lake lake = Lake.open(home.resolve("lake"))) {
      String held = BronzeEvent.in(lake).properties().getOrDefault("dw.batch-ids", "");
      assertEquals(1, held.split(" ").length, "parts that meet are one: " + held);
    }
  }

  @Test
  void leftovers_goWhenTheyAreOld() throws IOException {
    land(2);
    try (Warehouse warehouse = open(Clock.systemUTC())) {
      assertTrue(warehouse.refresh().isGood());
      Path table = home.resolve("lake/tables/bronze/event");
      Path orphan = old(table.resolve("data/orphan.parquet"));
      Path manifest = old(table.resolve("metadata/orphan.avro"));
      Path work = old(home.resolve("lake/work/killed/lines.gz"));
      Path young = Files.writeString(table.resolve("data/young.parquet"), "x");
      Path strange = old(home.resolve("lake/tables/other/catalog/data/file.parquet"));
      MaintenanceReport would = warehouse.maintainDryRun();
      assertEquals(3, would.deleted());
      assertTrue(Files.exists(orphan));
      MaintenanceReport report = warehouse.maintain();
      assertEquals(3, report.deleted());
      assertEquals(3, report.deletedBytes());
      for (Path gone : List.of(orphan, manifest, work)) {
        assertFalse(Files.exists(gone), gone.toString());
      }
      assertTrue(Files.exists(young));
      assertTrue(Files.exists(strange));
      assertTrue(report.notes().getFirst().contains("tables/other/catalog/data"));
      assertEquals(10, TestWarehouse.rows(warehouse));
    }
  }

  private static Path old(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    return file;
  }

  @Test
  void refresh_maintainsOnceADay() {
    land(12);
    try (Warehouse now = open(Clock.systemUTC())) {
      now.refresh();
      assertEquals(12, dataFiles());
    }
    try (Warehouse later = open(IN_TWO_DAYS)) {
      var said = new ArrayList<String>();
      later.refresh(said::add);
      assertEquals(1, dataFiles());
      assertTrue(said.getLast().startsWith("12 small files became 1"), said::toString);
      said.clear();
      later.refresh(said::add);
      assertEquals(List.of(), said);
    }
  }

  @Test
  void loaderAtWorkMeanwhile_loadsEachEventOnce() throws Exception {
    land(40);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Long> loaded =
          threads.submit(
              () -> {
                try (Warehouse loader = open(Clock.systemUTC())) {
                  return loader.load(line -> {}).events();
                }
              });
      int compacted = 0;
      try (Lake lake = Lake.open(home.resolve("lake"))) {
        var settings = new EngineSettings("256MB", 1, lake.spillFolder());
        while (!loaded.isDone()) {
          // every snapshot but the present one is too old
          var keeper = new Maintenance(lake, settings, Duration.ZERO, Clock.systemUTC());
          compacted += keeper.run().compacted();
          Thread.sleep(100);
        }
      }
      assertEquals(200, loaded.get());
      assertTrue(compacted > 0, "nothing was compacted while the loader was at work");
    }
    try (Warehouse warehouse = open(Clock.systemUTC())) {
      assertEquals(200, TestWarehouse.rows(warehouse));
      assertEquals(200, TestWarehouse.positions(warehouse));
      assertEquals(0, warehouse.load(line -> {}).events());
    }
  }
}
