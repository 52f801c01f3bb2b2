package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.Selection;

/** However a log is cut into refreshes, every table has the rows that one full refresh gives it. */
class IncrementalModelsProperties {
  private static final int MOST_EVENTS = 25;

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void manyRefreshes_giveTheRowsOfOneInFull(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int refreshes) throws IOException {
    Path home = Files.createTempDirectory("warehouse");
    try (var warehouse = TestWarehouse.open(home, String.join(",", EveryHistory.SERVICES))) {
      var history = new EveryHistory(seed);
      var random = new Random(seed);
      Map<String, LandingWriter> landing = new HashMap<>();
      for (int i = 0; i < refreshes; i++) {
        for (String service : EveryHistory.SERVICES) {
          if (random.nextInt(3) > 0) {
            landing
                .computeIfAbsent(service, name -> new LandingWriter(home.resolve("landing"), name))
                .write(history.next(service, 1 + random.nextInt(MOST_EVENTS)));
          }
        }
        RefreshReport report = assertGood(warehouse.refresh());
        assertTrue(i == 0 || madeByChanges(report) > 0, "nothing was incremental");
      }
      Map<String, List<String>> tables = tables(home);
      RefreshReport full = assertGood(warehouse.refresh(Selection.all(), true, line -> {}));
      assertEquals(0, madeByChanges(full));
      Map<String, List<String>> inFull = tables(home);
      tables.forEach((table, rows) -> assertEquals(inFull.get(table), rows, table));
    } finally {
      LakeTraces.delete(home);
    }
  }

  private static RefreshReport assertGood(RefreshReport report) {
    assertTrue(
        report.isGood(),
        () -> report.models().stream().filter(m -> !m.isGood()).toList().toString());
    assertEquals(0, report.load().quarantined(), "an event of the history breaks its contract");
    return report;
  }

  private static long madeByChanges(RefreshReport report) {
    return report.models().stream().filter(result -> !result.inFull()).count();
  }

  /** The rows of every table that a model makes. */
  private static Map<String, List<String>> tables(Path home) {
    Map<String, List<String>> tables = new TreeMap<>();
    try (var lake = Lake.open(home.resolve("lake"));
        var engine = EmbeddedEngine.open(new EngineSettings("512MB", 1, lake.spillFolder()))) {
      for (var name : ModelGraph.shipped().tables()) {
        TableView.create(engine, name, lake.find(name).orElseThrow());
        List<String> rows =
            engine.rows("SELECT CAST(to_json(t) AS VARCHAR) FROM " + name + " AS t").stream()
                .map(row -> String.valueOf(row.getFirst()))
                .sorted()
                .toList();
        tables.put(name.toString(), rows);
      }
    }
    return tables;
  }
}
