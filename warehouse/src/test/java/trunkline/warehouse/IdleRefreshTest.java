package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;

/** Who follows asks again and again: without news that is one look at the catalog. */
class IdleRefreshTest {
  @TempDir Path home;

  @Test
  void withoutNews_noTableIsOpened_andWhatOthersDoIsSeen() throws IOException {
    var landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 2));
    Path metadata = home.resolve("lake/tables/marts/churn/metadata");
    Path aside = home.resolve("aside");
    try (var warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh().isNews());
      assertFalse(warehouse.refresh().isNews());
      Files.move(metadata, aside);
      RefreshReport idle = warehouse.refresh();
      assertTrue(idle.isGood());
      assertFalse(idle.isNews());
      Files.move(aside, metadata);

      try (var other = Lake.open(home.resolve("lake"))) {
        other.catalog().dropTable(TableIdentifier.of("marts", "churn"), false);
      }
      assertTrue(warehouse.refresh().isNews());
      landing.write(TestWarehouse.events(3, 3));
      assertTrue(warehouse.refresh().isNews());
      assertEquals(3, TestWarehouse.number(warehouse, "SELECT SUM(customers) FROM marts.churn"));
    }
  }

  @Test
  void logThatFallsSilent_isToldOnce_andOpensNoTable() throws IOException {
    var landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 2));
    Path metadata = home.resolve("lake/tables/staging/stg_customer_event/metadata");
    var now = new AtomicReference<>(TestWarehouse.NOON.plus(Duration.ofHours(1)));
    InstantSource time = now::get;
    List<String> told = new ArrayList<>();
    try (var warehouse =
        Warehouse.open(
            TestWarehouse.config(home, 1_000),
            ModelGraph.shipped(),
            time.withZone(ZoneOffset.UTC))) {
      warehouse.refresh(told::add);
      warehouse.refresh(told::add);
      assertEquals(List.of(), warnings(told));

      now.set(TestWarehouse.NOON.plus(Duration.ofHours(25)));
      Files.move(metadata, home.resolve("aside"));
      for (int i = 0; i < 2; i++) {
        RefreshReport silent = warehouse.refresh(told::add);
        assertTrue(silent.isGood());
        assertFalse(silent.isNews());
        assertEquals(
            List.of(
                "staging.stg_customer_event warns: freshness by event_time: the newest is of 2026-01-31T12:00:02Z, PT24H59M58S ago"),
            warnings(told));
      }
      Files.move(home.resolve("aside"), metadata);

      Instant later = TestWarehouse.NOON.plus(Duration.ofHours(25));
      landing.write(List.of(LandedEvent.customer(3, later)));
      assertTrue(warehouse.refresh(told::add).isGood());
      assertEquals(1, warnings(told).size());
      now.set(later.plus(Duration.ofHours(25)));
      warehouse.refresh(told::add);
      assertEquals(2, warnings(told).size());
    }
  }

  private static List<String> warnings(List<String> told) {
    return told.stream().filter(line -> line.contains(" warns: ")).toList();
  }
}
