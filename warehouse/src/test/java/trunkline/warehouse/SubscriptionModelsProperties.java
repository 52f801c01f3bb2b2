package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import trunkline.warehouse.model.Selection;

/** Whatever becomes of subscriptions, base and revenue are those of the log. */
class SubscriptionModelsProperties {
  private static final Selection MARTS = Selection.parse("+active_base,+recurring_revenue");

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void baseAndRevenue_areThoseOfTheLog(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length) throws IOException {
    Path home = Files.createTempDirectory("warehouse");
    ServiceLog log = new SubscriptionHistory(seed).log(length);
    log.land(home);
    try (var warehouse = TestWarehouse.open(home, "subscription")) {
      RefreshReport report = warehouse.refresh(MARTS, line -> {});
      assertTrue(report.isGood(), report::toString);
      var oracle = new SubscriptionOracle(log.events());
      assertEquals(oracle.base(), rows(warehouse, BASE));
      assertEquals(oracle.revenue(), rows(warehouse, REVENUE));
    } finally {
      LakeTraces.delete(home);
    }
  }

  private static final String BASE =
      """
      SELECT month, opening, gross_adds, churned, removed, closing
      FROM marts.active_base WHERE base = 'subscriptions' ORDER BY month
      """;
  private static final String REVENUE =
      """
      SELECT currency, month, subscriptions, paying_parties, recurring_revenue
      FROM marts.recurring_revenue ORDER BY currency, month
      """;

  private static List<String> rows(Warehouse warehouse, String sql) {
    return warehouse.query(sql).rows().stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .toList();
  }
}
