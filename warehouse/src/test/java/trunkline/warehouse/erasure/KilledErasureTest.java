package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LakeTraces;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;

/** kill -9 after each step of an erasure, and in the middle of the next. */
class KilledErasureTest {
  private static final List<String> STEPS =
      List.of("events loaded", "erasures obeyed", "dim_customer", "marts.churn");
  private static final int MILLIS_INTO_THE_NEXT = 40;

  @TempDir Path home;

  @Test
  void killedAfterEachStep_theNextRefreshEndsIt() throws Exception {
    LandingWriter landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 200));
    long seq = 200;
    for (String step : STEPS) {
      String id = "c" + (seq - 199);
      landing.write(List.of(LandedEvent.erasure(++seq, id)));
      TestWarehouse.killRefresh(home, step, MILLIS_INTO_THE_NEXT);
      try (Warehouse warehouse = TestWarehouse.open(home)) {
        assertTrue(warehouse.refresh().isGood());
        TestWarehouse.makeOld(home.resolve("lake"));
        assertTrue(warehouse.refresh().isGood());
        assertEquals(seq - 200, warehouse.erasures().done().size(), "after " + step);
        assertEquals(seq, TestWarehouse.rows(warehouse));
        assertEquals(seq, TestWarehouse.positions(warehouse));
      }
      String name = "\"Customer " + id.substring(1) + "\"";
      assertEquals(List.of(), LakeTraces.in(home.resolve("lake"), name), "after " + step);
    }
  }
}
