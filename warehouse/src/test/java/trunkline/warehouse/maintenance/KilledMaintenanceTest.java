package trunkline.warehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;

/** Maintenance is killed at some moments of its work; the rows are the same, and it can go on. */
class KilledMaintenanceTest {
  private static final int ROUNDS = 4;
  private static final int BATCHES = 12;
  private static final int EVENTS = 50;
  private static final int START_MILLIS = 600;
  private static final int WORK_MILLIS = 1_200;

  @TempDir Path home;

  @Test
  void killed_leavesEveryRowOnce() throws Exception {
    long seed = System.nanoTime();
    System.out.println("moments of the kills are from seed " + seed);
    var random = new Random(seed);
    var writer = TestWarehouse.landing(home);
    long last = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < BATCHES; i++) {
        writer.write(TestWarehouse.events(last + 1, last + EVENTS));
        last += EVENTS;
      }
      try (Warehouse warehouse = Warehouse.open(TestWarehouse.config(home, EVENTS))) {
        assertEquals(BATCHES * EVENTS, warehouse.load(line -> {}).events());
        killMidway(START_MILLIS + random.nextInt(WORK_MILLIS));
        assertEquals(last, TestWarehouse.rows(warehouse));
        assertEquals(last, TestWarehouse.positions(warehouse));
      }
    }
    try (Warehouse warehouse = Warehouse.open(TestWarehouse.config(home, EVENTS))) {
      warehouse.maintain();
      assertEquals(last, TestWarehouse.positions(warehouse));
      assertEquals(0, warehouse.maintain().compacted());
    }
  }

  private void killMidway(int millis) throws IOException, InterruptedException {
    ProcessBuilder builder = TestWarehouse.process(home, "maintain");
    Process child =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Thread.sleep(millis);
    child.destroyForcibly().waitFor();
  }
}
