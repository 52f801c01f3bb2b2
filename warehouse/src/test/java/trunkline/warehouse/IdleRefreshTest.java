package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.lake.Lake;

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
}
