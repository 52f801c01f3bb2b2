package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.CustomerOracle.Month;
import trunkline.warehouse.CustomerOracle.MonthKey;
import trunkline.warehouse.CustomerOracle.Version;
import trunkline.warehouse.model.Selection;

/** Whatever customers live through and however their log is cut, the tables say what it says. */
class CustomerModelsProperties {
  /** What is compared, and all that it is made from. */
  private static final Selection COMPARED = Selection.parse("+revenue_by_segment_month,+churn");

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void tables_sayWhatTheLogSays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length)
      throws IOException {
    Path home = Files.createTempDirectory("warehouse");
    List<LandedEvent> events = new CustomerHistory(seed).events(length);
    var cuts = new Random(seed);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      LandingWriter writer = TestWarehouse.landing(home);
      for (int from = 0; from < events.size(); ) {
        int to = Math.min(events.size(), from + 1 + cuts.nextInt(60));
        writer.write(events.subList(from, to));
        from = to;
        if (cuts.nextInt(4) == 0) {
          assertGood(warehouse.refresh(COMPARED, line -> {}));
        }
      }
      assertGood(warehouse.refresh(COMPARED, line -> {}));
      compare(warehouse, new CustomerOracle(events));
    } finally {
      delete(home);
    }
  }

  private static void assertGood(RefreshReport report) {
    assertTrue(report.isGood(), report::toString);
  }

  private static void compare(Warehouse warehouse, CustomerOracle oracle) {
    assertEquals(
        oracle.versions().stream().map(Object::toString).sorted().toList(), dim(warehouse));
    assertSame(oracle.months(), months(warehouse));
    assertEquals(churn(oracle), churn(warehouse));
  }

  private static List<String> dim(Warehouse warehouse) {
    return warehouse
        .query(
            """
            SELECT tenant, customer_id, seq, segment, monthly_recurring_charge, is_churned,
                   business_start, business_end, valid_from, valid_to, is_deleted, is_current
            FROM core.dim_customer
            """)
        .rows()
        .stream()
        .map(CustomerModelsProperties::version)
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private static Version version(List<@Nullable Object> row) {
    var version =
        new Version(
            (String) row.get(0),
            (String) row.get(1),
            (Long) row.get(2),
            (String) row.get(3),
            (BigDecimal) row.get(4),
            (Boolean) row.get(5),
            instant(row.get(6)),
            instant(row.get(7)),
            Objects.requireNonNull(instant(row.get(8))),
            instant(row.get(9)),
            (Boolean) row.get(10));
    assertEquals(version.isCurrent(), row.get(11));
    return version;
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    return value == null ? null : ((OffsetDateTime) value).toInstant();
  }

  private static Map<MonthKey, Month> months(Warehouse warehouse) {
    Map<MonthKey, Month> months = new HashMap<>();
    for (var row :
        warehouse
            .query(
                """
                SELECT tenant, segment, month, customers, new_customers, churned_customers,
                       deleted_customers, recurring_revenue
                FROM marts.revenue_by_segment_month
                """)
            .rows()) {
      var key =
          new MonthKey(
              (String) row.get(0), (String) row.get(1), YearMonth.from((LocalDate) row.get(2)));
      months.put(
          key,
          new Month(
              (Long) row.get(3),
              (Long) row.get(4),
              (Long) row.get(5),
              (Long) row.get(6),
              (BigDecimal) row.get(7)));
    }
    months.values().removeIf(Month.EMPTY::equals);
    return months;
  }

  /** Compares, and shows only what differs. */
  private static void assertSame(Map<MonthKey, Month> expected, Map<MonthKey, Month> found) {
    Map<MonthKey, Month> missing = new HashMap<>(expected);
    missing.entrySet().removeAll(found.entrySet());
    Map<MonthKey, Month> surplus = new HashMap<>(found);
    surplus.entrySet().removeAll(expected.entrySet());
    assertEquals(missing, surplus);
  }

  private static Map<String, String> churn(CustomerOracle oracle) {
    Map<String, List<Version>> current = new TreeMap<>();
    oracle.versions().stream()
        .filter(Version::isCurrent)
        .forEach(
            v ->
                current
                    .computeIfAbsent(v.tenant() + "/" + v.segmentName(), k -> new ArrayList<>())
                    .add(v));
    Map<String, String> churn = new TreeMap<>();
    current.forEach(
        (key, versions) ->
            churn.put(
                key,
                "%d of %d"
                    .formatted(
                        versions.stream().filter(Version::churned).count(), versions.size())));
    return churn;
  }

  private static Map<String, String> churn(Warehouse warehouse) {
    Map<String, String> churn = new TreeMap<>();
    for (var row :
        warehouse
            .query("SELECT tenant, segment, churned, customers, churn_rate FROM marts.churn")
            .rows()) {
      churn.put(row.get(0) + "/" + row.get(1), row.get(2) + " of " + row.get(3));
      double rate = ((Long) row.get(2)).doubleValue() / (Long) row.get(3);
      assertEquals(rate, ((BigDecimal) row.get(4)).doubleValue(), 0.000001);
    }
    return churn;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
