package trunkline.warehouse.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.model.Selection;

/** kill -9 at moments that nobody chose: between file and commit, within a commit, after it. */
class KilledRefreshTest {
  private static final int ROUNDS = 10;
  private static final int BATCHES = 50;
  private static final int EVENTS = 50;
  private static final int MOST_COMMITS = 3;
  private static final int MOST_MILLIS = 120;

  /** A night's run has 25: {@code -Dtrunkline.crash.rounds=25}. */
  private static final int MODEL_ROUNDS = Integer.getInteger("trunkline.crash.rounds", 3);

  private static final int CUSTOMERS = 200;
  private static final int CHANGES = 40;
  private static final int MOST_LINES = 16;
  private static final int MOST_MILLIS_OF_COMMITS = 300;

  @TempDir Path home;

  @Test
  void killedTenTimes_everyEventIsInBronzeAndTheMartsOnce() throws Exception {
    LandingWriter writer = TestWarehouse.landing(home);
    for (long i = 0; i < BATCHES; i++) {
      writer.write(TestWarehouse.events(i * EVENTS + 1, (i + 1) * EVENTS));
    }
    var random = new Random(20261124);
    for (int round = 0; round < ROUNDS; round++) {
      killMidway(1 + random.nextInt(MOST_COMMITS), random.nextInt(MOST_MILLIS));
    }
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      long survived = TestWarehouse.rows(warehouse);
      assertTrue(survived >= ROUNDS * EVENTS, "each round had committed something: " + survived);
      assertEquals(survived, TestWarehouse.positions(warehouse));
      assertTrue(warehouse.refresh().isGood());
      assertEquals(BATCHES * EVENTS, TestWarehouse.rows(warehouse));
      assertEquals(BATCHES * EVENTS, TestWarehouse.positions(warehouse));
      assertEquals(
          BATCHES * EVENTS,
          TestWarehouse.number(warehouse, "SELECT SUM(customers) FROM marts.churn"));
    }
  }

  /**
   * Each round lands changes; the models run by what changed, and are killed before or between
   * their commits.
   */
  @Test
  void killedWhileModelsRun_everyTableIsAsIfNothingHadHappened() throws Exception {
    LandingWriter writer = TestWarehouse.landing(home);
    writer.write(TestWarehouse.events(1, CUSTOMERS));
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh().isGood());
    }
    var random = new Random(20261126);
    long events = CUSTOMERS;
    int midway = 0;
    for (int round = 0; round < MODEL_ROUNDS; round++) {
      writer.write(changes(events, random));
      events += CHANGES;
      midway += killAmongModels(random.nextInt(MOST_LINES), random.nextInt(MOST_MILLIS_OF_COMMITS));
    }
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh().isGood());
      assertCounts(events, warehouse);
      assertTrue(warehouse.refresh(Selection.all(), true, line -> {}).isGood());
      assertCounts(events, warehouse);
    }
    System.out.printf("%d of %d refreshes were killed before their end%n", midway, MODEL_ROUNDS);
    assertTrue(midway > 0, "no refresh was killed before its end");
  }

  private static List<LandedEvent> changes(long after, Random random) {
    return LongStream.rangeClosed(after + 1, after + CHANGES)
        .mapToObj(
            n ->
                LandedEvent.customer(n, TestWarehouse.NOON.plusSeconds(n))
                    .changed("c" + (1 + random.nextInt(CUSTOMERS)), n))
        .toList();
  }

  private static void assertCounts(long events, Warehouse warehouse) {
    assertEquals(
        List.of(events, events, events, (long) CUSTOMERS, (long) CUSTOMERS, (long) CUSTOMERS),
        Stream.of(
                "SELECT COUNT(*) FROM bronze.event",
                "SELECT COUNT(*) FROM staging.stg_customer_event",
                "SELECT COUNT(DISTINCT event_id) FROM core.dim_customer",
                "SELECT COUNT(*) FROM core.dim_customer WHERE is_current",
                "SELECT COUNT(*) FROM core.customer_life",
                "SELECT SUM(customers) FROM marts.churn")
            .map(sql -> TestWarehouse.number(warehouse, sql))
            .toList());
  }

  /** Says 1 when the refresh had not ended by itself. */
  private int killAmongModels(int lines, int millis) throws IOException, InterruptedException {
    Process child = start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      for (String line = out.readLine(); line != null && seen < lines; line = out.readLine()) {
        seen += line.contains(" rows") ? 1 : 0;
      }
      child.waitFor(millis, TimeUnit.MILLISECONDS);
      return child.isAlive() ? 1 : 0;
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** Lets a refresh commit some times, waits a little into what it does next, and kills it. */
  private void killMidway(int commits, int millis) throws IOException, InterruptedException {
    Process child = start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      for (String line = out.readLine(); line != null && seen < commits; line = out.readLine()) {
        seen += line.contains("events loaded") ? 1 : 0;
      }
      Thread.sleep(millis);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = TestWarehouse.process(home, "refresh");
    builder.environment().put("TRUNKLINE_WAREHOUSE_EVENTS_PER_COMMIT", Integer.toString(EVENTS));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
