package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.ModelResult;
import trunkline.warehouse.model.ModelResult.Outcome;

/** What is true of all models that come with the warehouse. */
class ShippedModelsTest {
  @TempDir Path home;

  @Test
  void nothingLanded_makesEveryTableEmptyAndQueryable() {
    try (var warehouse = TestWarehouse.open(home)) {
      assertGood(warehouse.refresh());
      for (TableIdentifier table : ModelGraph.shipped().tables()) {
        long rows = TestWarehouse.number(warehouse, "SELECT COUNT(*) FROM " + table);
        assertEquals(table.name().equals("dim_month") ? 3_600 : 0, rows, table.toString());
      }
    }
  }

  @Test
  void everyColumn_isExplainedInItsModelsHeader_andOthersAreNot() {
    try (var warehouse = TestWarehouse.open(home)) {
      assertGood(warehouse.refresh());
      ModelGraph.shipped()
          .columns()
          .forEach(
              (table, explained) ->
                  assertEquals(
                      new LinkedHashSet<>(warehouse.query("SELECT * FROM " + table).columns()),
                      explained.keySet(),
                      table.toString()));
    }
  }

  @Test
  void eventsOfOneService_rebuildNoTableOfAnother() {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 5));
    try (var warehouse = TestWarehouse.open(home)) {
      assertGood(warehouse.refresh());
      var writer = TestWarehouse.landing(home);
      writer.write(TestWarehouse.events(1, 5));
      writer.write(TestWarehouse.events(6, 7));
      List<String> rebuilt =
          assertGood(warehouse.refresh()).models().stream()
              .filter(result -> result.outcome() == Outcome.PUBLISHED)
              .map(ModelResult::table)
              .toList();
      assertTrue(rebuilt.contains("marts.churn"), rebuilt::toString);
      assertTrue(rebuilt.stream().noneMatch(t -> t.contains("ticket")), rebuilt::toString);
      assertTrue(rebuilt.stream().noneMatch(t -> t.contains("device")), rebuilt::toString);
    }
  }

  private static RefreshReport assertGood(RefreshReport report) {
    assertTrue(
        report.isGood(),
        () -> report.models().stream().filter(m -> !m.isGood()).toList().toString());
    return report;
  }
}
