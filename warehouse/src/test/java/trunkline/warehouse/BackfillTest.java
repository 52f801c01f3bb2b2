package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/** Events come a second time, and are there once. */
class BackfillTest {
  @TempDir private Path home = Path.of("");

  private static Position endOf(List<LandedEvent> events) {
    return new Position(events.getLast().tx(), events.getLast().seq());
  }

  private Warehouse loaded(int batches) {
    LandingWriter writer = TestWarehouse.landing(home);
    for (int i = 0; i < batches; i++) {
      writer.write(TestWarehouse.events(i * 5L + 1, i * 5L + 5));
    }
    Warehouse warehouse = Warehouse.open(TestWarehouse.config(home, 1));
    warehouse.load(line -> {});
    return warehouse;
  }

  @Test
  void linesThatWereSetRight_areLoadedAndLeaveTheQuarantine() {
    List<LandedEvent> events = TestWarehouse.events(1, 5);
    var lines = new ArrayList<>(events.stream().map(LandedEvent::line).toList());
    String right = lines.set(2, "no event at all");
    LandingWriter writer = TestWarehouse.landing(home);
    writer.write(lines, events.getLast());
    writer.write(TestWarehouse.events(6, 10));
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      warehouse.load(line -> {});
      assertEquals(9, TestWarehouse.rows(warehouse));
      assertEquals(1, warehouse.status().quarantined());
      lines.set(2, right);
      writer.rewind();
      writer.write(lines, events.getLast());
      var done = warehouse.backfill("customer", Position.START, endOf(events));
      assertEquals(4, done.before());
      assertEquals(5, done.events());
      assertEquals(0, warehouse.status().quarantined());
      assertEquals(10, TestWarehouse.rows(warehouse));
      assertEquals(10, TestWarehouse.positions(warehouse));
      assertEquals(0, warehouse.load(line -> {}).events());
    }
  }

  @Test
  void partOfACompactedFile_isReplacedAndTheRestStays() {
    try (Warehouse warehouse = loaded(12)) {
      assertEquals(1, warehouse.maintain().into());
      Position from = endOf(TestWarehouse.events(6, 10));
      Position to = endOf(TestWarehouse.events(16, 20));
      for (int time = 0; time < 2; time++) {
        var done = warehouse.backfill("customer", from, to);
        assertEquals(10, done.before());
        assertEquals(10, done.events());
        assertEquals(60, TestWarehouse.rows(warehouse));
        assertEquals(60, TestWarehouse.positions(warehouse));
      }
    }
  }

  @Test
  void partThatEndsWithinABatch_isRefusedAndChangesNothing() {
    try (Warehouse warehouse = loaded(3)) {
      Position within = endOf(TestWarehouse.events(6, 7));
      Refusal refused =
          assertThrows(Refusal.class, () -> warehouse.backfill("customer", Position.START, within));
      assertEquals(Refusal.Code.BACKFILL_INVALID, refused.code());
      assertTrue(refused.getMessage().contains("Nothing was changed"), refused.getMessage());
      assertEquals(15, TestWarehouse.positions(warehouse));
    }
  }

  @Test
  void partThatIsNotLoadedYet_isRefused() {
    try (Warehouse warehouse = loaded(1)) {
      Position beyond = endOf(TestWarehouse.events(6, 10));
      assertThrows(Refusal.class, () -> warehouse.backfill("customer", Position.START, beyond));
    }
  }
}
