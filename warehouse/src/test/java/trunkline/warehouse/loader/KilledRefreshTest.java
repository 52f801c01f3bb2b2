package trunkline.warehouse.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.WarehouseCommand;

/** kill -9 at moments that nobody chose: between file and commit, within a commit, after it. */
class KilledRefreshTest {
  private static final int ROUNDS = 10;
  private static final int BATCHES = 50;
  private static final int EVENTS = 50;
  private static final int MOST_COMMITS = 3;
  private static final int MOST_MILLIS = 120;

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
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                WarehouseCommand.class.getName(),
                "refresh"));
    builder.environment().put("TRUNKLINE_HOME", home.toString());
    builder.environment().put("TRUNKLINE_WAREHOUSE_EVENTS_PER_COMMIT", Integer.toString(EVENTS));
    builder.environment().put("TRUNKLINE_WAREHOUSE_THREADS", "1");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
