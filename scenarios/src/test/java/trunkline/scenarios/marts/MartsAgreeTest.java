package trunkline.scenarios.marts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.local.Machine;
import trunkline.scenarios.marts.ServiceFigures.Figures;
import trunkline.scenarios.running.Eventually;
import trunkline.scenarios.running.Platform;
import trunkline.warehouse.TableStatus;
import trunkline.warehouse.Warehouse;

/** A telco's life through every service's public door; then each mart says what they say. */
class MartsAgreeTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What this test may take: its month must not end while it runs. */
  private static final Duration LENGTH = Duration.ofMinutes(2);

  private static final long SEED = 7;

  private static final String ACCESS_AUDIT = "marts.access_audit";

  /** The bridge tells of it, and ChurnStoryTest holds it against what the bridge says. */
  private static final String MIGRATION_PROGRESS = "marts.migration_progress";

  @Test
  void everyMart_saysWhatTheServicesSay() throws Exception {
    LocalDate present = monthThatLasts();
    try (Platform platform = Platform.fresh();
        Machine machine = platform.startHere();
        Warehouse warehouse = platform.warehouse()) {
      assertTrue(machine.runs());
      var records = new Records(platform.client("agent"));
      var telco = new Telco(records, SEED);
      List<String> people = telco.live(20);
      telco.verifies(people.getFirst(), platform.client("admin"));

      var services = new ServiceFigures(records, present);
      Eventually.within(SOON, () -> agree(warehouse, services.all()));
      Figures reads = new ServiceReads(platform).accessAudit();
      Eventually.within(
          SOON,
          () -> {
            assertTrue(warehouse.refresh().isGood());
            agree(warehouse, ACCESS_AUDIT, reads);
          });
    }
  }

  /** The events of the last change may still be on their way. */
  private static void agree(Warehouse warehouse, Map<String, Figures> services) {
    assertTrue(warehouse.refresh().isGood());
    Set<String> counted = new TreeSet<>(services.keySet());
    counted.addAll(List.of(ACCESS_AUDIT, MIGRATION_PROGRESS));
    assertEquals(marts(warehouse), counted, "count the figures of a new mart in ServiceFigures");
    services.forEach((mart, figures) -> agree(warehouse, mart, figures));
  }

  private static void agree(Warehouse warehouse, String mart, Figures figures) {
    assertFalse(figures.rows().isEmpty(), mart);
    assertEquals(text(figures.rows()), text(rows(warehouse, mart, figures.columns())), mart);
  }

  private static Set<String> marts(Warehouse warehouse) {
    return warehouse.status().tables().stream()
        .map(TableStatus::table)
        .filter(table -> table.startsWith("marts."))
        .collect(Collectors.toSet());
  }

  private static List<String> rows(Warehouse warehouse, String mart, String columns) {
    return warehouse
        .query("SELECT %s FROM %s WHERE tenant = '%s'".formatted(columns, mart, Platform.TENANT))
        .rows()
        .stream()
        .map(row -> row.stream().map(Rows::text).collect(Collectors.joining(" | ")))
        .sorted()
        .toList();
  }

  private static String text(List<String> rows) {
    return String.join("\n", rows);
  }

  private static LocalDate monthThatLasts() throws InterruptedException {
    Instant now = Instant.now();
    Instant end = ServiceFigures.month(now).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Duration left = Duration.between(now, end);
    if (left.compareTo(LENGTH) < 0) {
      Thread.sleep(left);
    }
    return ServiceFigures.month(Instant.now());
  }
}
