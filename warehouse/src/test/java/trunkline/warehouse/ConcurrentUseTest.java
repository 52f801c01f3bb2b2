package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentUseTest {
  private static final int BATCHES = 4;
  private static final long EVENTS = 20;

  @TempDir Path home;

  private void land(LandingWriter writer, long batch) {
    writer.write(TestWarehouse.events(batch * EVENTS + 1, (batch + 1) * EVENTS));
  }

  @Test
  void questionsDuringRefreshes_seeWholeStatesThatOnlyGrow() throws Exception {
    LandingWriter writer = TestWarehouse.landing(home);
    land(writer, 0);
    try (Warehouse warehouse = TestWarehouse.open(home);
        var threads = Executors.newSingleThreadExecutor()) {
      warehouse.refresh();
      var done = new CountDownLatch(1);
      Future<List<Long>> seen = threads.submit(() -> ask(done));
      for (long batch = 1; batch < BATCHES; batch++) {
        land(writer, batch);
        assertTrue(warehouse.refresh().isGood());
      }
      done.countDown();
      List<Long> counts = seen.get();
      assertEquals(counts.stream().sorted().toList(), counts);
      counts.forEach(count -> assertEquals(0, count % EVENTS, "half a batch: " + count));
      assertEquals(BATCHES * EVENTS, counts.getLast());
    }
  }

  /** Asks until told that all is done, and once more. */
  private List<Long> ask(CountDownLatch done) {
    List<Long> counts = new ArrayList<>();
    try (Warehouse reader = TestWarehouse.open(home)) {
      boolean last = false;
      while (!last) {
        last = done.getCount() == 0;
        counts.add(TestWarehouse.number(reader, "SELECT SUM(customers) FROM marts.churn"));
      }
    }
    return counts;
  }

  @Test
  void threeRefreshesAtOnce_endInTheStateOfOne() throws Exception {
    LandingWriter writer = TestWarehouse.landing(home);
    for (long batch = 0; batch < BATCHES; batch++) {
      land(writer, batch);
    }
    Callable<RefreshReport> refresh =
        () -> {
          try (Warehouse warehouse = Warehouse.open(TestWarehouse.config(home, EVENTS))) {
            return warehouse.refresh();
          }
        };
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (var report : threads.invokeAll(List.of(refresh, refresh, refresh))) {
        assertTrue(report.get().isGood(), report.get()::toString);
      }
    }
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      warehouse.refresh();
      assertEquals(BATCHES * EVENTS, TestWarehouse.positions(warehouse));
      assertEquals(BATCHES * EVENTS, TestWarehouse.rows(warehouse));
      assertEquals(
          BATCHES * EVENTS,
          TestWarehouse.number(warehouse, "SELECT SUM(customers) FROM marts.churn"));
    }
  }
}
