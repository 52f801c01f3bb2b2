package trunkline.scenarios.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trunkline.local.Machine;
import trunkline.platform.json.Json;
import trunkline.scenarios.running.Finished;
import trunkline.scenarios.running.Platform;
import trunkline.scenarios.running.SharedFolder;
import trunkline.warehouse.RefreshReport;
import trunkline.warehouse.Warehouse;

/** The IBM sample of a telco's customers, from its file to the marts. */
class ChurnStoryTest {
  @Test
  void migrated_everyRowAccountedForAndTheMartsSayWhatTheFileSays() throws Exception {
    Path file = SharedFolder.find("data/ibm-telco-churn/Telco-Customer-Churn.csv");
    ChurnFile truth = ChurnFile.read(file);
    assertEquals(7_043, truth.customers());
    assertEquals(1_869, truth.churned());
    assertEquals(11, truth.blankTotals());
    try (Platform platform = Platform.fresh();
        Machine machine = platform.startHere()) {
      assertTrue(machine.runs());
      JsonNode account = migrate(platform, file);
      accountedFor(account, truth);
      platform.customerTables().awaitLanded();
      try (Warehouse warehouse = platform.warehouse()) {
        RefreshReport report = warehouse.refresh();
        assertTrue(report.isGood(), report::toString);
        marts(warehouse, truth);
        progress(warehouse, account);
        secondRunChangesNothing(platform, file, warehouse, truth);
      }
    }
  }

  private static JsonNode migrate(Platform platform, Path file) throws Exception {
    Path report = platform.config().home().resolve("report.json");
    Finished run = platform.run("migrate", file.toString(), "--report", report.toString());
    run.requireSuccess();
    return Json.parse(Files.readString(report));
  }

  private static void accountedFor(JsonNode account, ChurnFile truth) {
    assertEquals(truth.customers(), account.path("source").asLong());
    assertEquals(truth.customers(), account.path("migrated").asLong());
    assertEquals(0, account.path("difference").asLong(-1));
    assertTrue(account.path("balanced").asBoolean(), account::toPrettyString);
    JsonNode explanations = account.path("explanations");
    assertEquals(1, explanations.size(), explanations::toPrettyString);
    assertEquals(truth.blankTotals(), explanations.iterator().next().asLong());
  }

  private static void marts(Warehouse warehouse, ChurnFile truth) {
    List<@Nullable Object> churn =
        warehouse
            .query(
                "SELECT CAST(SUM(customers) AS BIGINT), CAST(SUM(churned) AS BIGINT) FROM marts.churn")
            .rows()
            .getFirst();
    assertEquals(List.of(truth.customers(), truth.churned()), churn);
    List<@Nullable Object> lastMonth =
        warehouse
            .query(
                """
                SELECT CAST(SUM(customers) AS BIGINT), CAST(SUM(recurring_revenue) AS DECIMAL(18, 2))
                FROM marts.revenue_by_segment_month
                WHERE month = (SELECT MAX(month) FROM marts.revenue_by_segment_month)
                """)
            .rows()
            .getFirst();
    assertEquals(truth.customers() - truth.churned(), lastMonth.get(0));
    assertEquals(truth.activeCharges(), (BigDecimal) lastMonth.get(1));
  }

  /** The mart says what the bridge's own report says. */
  private static void progress(Warehouse warehouse, JsonNode account) {
    List<List<@Nullable Object>> runs =
        warehouse
            .query(
                """
                SELECT tenant, system, status, source_rows, migrated_rows, merged_rows, rejected_rows,
                       excluded_rows, resources, open_rows, ended_at >= started_at
                FROM marts.migration_progress
                """)
            .rows();
    assertEquals(
        List.of(
            List.of(
                Platform.TENANT,
                account.at("/identity/name").asText(),
                "balanced",
                account.path("source").asLong(),
                account.path("migrated").asLong(),
                account.path("merged").asLong(),
                account.path("rejected").asLong(),
                account.path("excluded").asLong(),
                account.path("resources").asLong(),
                account.path("difference").asLong(),
                true)),
        runs);
  }

  private static void secondRunChangesNothing(
      Platform platform, Path file, Warehouse warehouse, ChurnFile truth) throws Exception {
    long events = platform.customerTables().countOfEvents();
    JsonNode again = migrate(platform, file);
    accountedFor(again, truth);
    assertTrue(again.path("nothingToDo").asBoolean(), again::toPrettyString);
    assertEquals(events, platform.customerTables().countOfEvents());
    RefreshReport report = warehouse.refresh();
    assertEquals(0, report.load().events());
    marts(warehouse, truth);
  }
}
