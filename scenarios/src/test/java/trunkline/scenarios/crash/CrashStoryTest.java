package trunkline.scenarios.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.scenarios.running.CustomerTables;
import trunkline.scenarios.running.Platform;
import trunkline.warehouse.RefreshReport;
import trunkline.warehouse.Warehouse;

/**
 * The whole platform is killed again and again under write load, PostgreSQL with it in every second
 * round. What was acknowledged is there, and the warehouse has every event exactly once.
 */
class CrashStoryTest {
  /** -Dtrunkline.crash.rounds=20 for the long story. */
  private static final int ROUNDS = Integer.getInteger("trunkline.crash.rounds", 8);

  private static final int WRITERS = 4;
  private static final long SEED = 20_261_124;

  @Test
  void killedAgainAndAgainUnderWrites_nothingLostNothingTwice() throws Exception {
    try (Platform platform = Platform.fresh()) {
      platform.start();
      try (WriteLoad load = WriteLoad.start(platform.client("agent"), WRITERS, SEED)) {
        Duration slowest = killAgainAndAgain(platform, load);
        List<Written> written = load.finish();
        platform.customerTables().awaitLanded();
        acknowledgedIsThere(written, platform.customerTables());
        warehouseAgrees(platform);
        System.out.printf(
            "%d kills, %d of them with PostgreSQL; up again after %.1f s at most%n",
            ROUNDS, ROUNDS / 2, slowest.toMillis() / 1e3);
        System.out.printf(
            "%,d writes acknowledged, all there; %d unanswered; %d creations repeated by key;"
                + " %,d customers, %,d events, each once in the warehouse%n",
            load.acknowledged(),
            load.unanswered(),
            load.repeated(),
            written.size(),
            platform.customerTables().countOfEvents());
      }
    }
  }

  private static Duration killAgainAndAgain(Platform platform, WriteLoad load) throws Exception {
    var random = new Random(SEED);
    Duration slowest = Duration.ZERO;
    for (int round = 1; round <= ROUNDS; round++) {
      awaitWrites(load, 20);
      Thread.sleep(random.nextInt(500, 1_500));
      if (round % 2 == 0) {
        platform.killWithDatabase();
      } else {
        platform.kill();
      }
      Duration took = platform.start();
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      if (round == ROUNDS / 2) {
        refresh(platform); // so that the second half comes on top of a loaded table
      }
    }
    awaitWrites(load, 20);
    return slowest;
  }

  /** So that no round passes without a write to be lost. */
  private static void awaitWrites(WriteLoad load, int more) throws Exception {
    long enough = load.acknowledged() + more;
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (load.acknowledged() < enough) {
      load.requireHealthy();
      assertTrue(System.nanoTime() < end, "no write is acknowledged any more");
      Thread.sleep(5);
    }
  }

  private static void acknowledgedIsThere(List<Written> written, CustomerTables tables)
      throws SQLException {
    // by name; two customers of one name, made by a repeated creation, would fail here
    Map<String, List<String>> rows =
        tables.customers().stream()
            .collect(Collectors.toMap(row -> row.get(2), Function.identity()));
    int present = 0;
    for (Written customer : written) {
      List<String> row = rows.get(customer.name());
      State found = row == null ? State.ABSENT : new State(Long.parseLong(row.get(1)), row.get(3));
      assertTrue(
          customer.possible().contains(found),
          () -> customer.name() + " must be one of " + customer.possible() + " and is " + found);
      if (row != null) {
        present++;
        assertTrue(customer.id().isEmpty() || customer.id().equals(row.getFirst()));
      }
    }
    assertEquals(rows.size(), present, "customers that nobody has written");
  }

  private static void warehouseAgrees(Platform platform) throws SQLException {
    refresh(platform);
    try (Warehouse warehouse = platform.warehouse()) {
      var check = new WarehouseCheck(warehouse, platform.customerTables());
      check.everyEventOnce();
      check.currentCustomersAreThoseOfTheService();
    }
  }

  private static void refresh(Platform platform) {
    try (Warehouse warehouse = platform.warehouse()) {
      RefreshReport report = warehouse.refresh();
      assertTrue(report.isGood(), report::toString);
    }
  }
}
