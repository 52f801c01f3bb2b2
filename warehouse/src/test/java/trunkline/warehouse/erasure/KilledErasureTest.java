package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
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
      killAfter(step);
      try (Warehouse warehouse = TestWarehouse.open(home)) {
        assertTrue(warehouse.refresh().isGood());
        makeOld(home.resolve("lake"));
        assertTrue(warehouse.refresh().isGood());
        assertEquals(seq - 200, warehouse.erasures().done().size(), "after " + step);
        assertEquals(seq, TestWarehouse.rows(warehouse));
        assertEquals(seq, TestWarehouse.positions(warehouse));
      }
      String name = "\"Customer " + id.substring(1) + "\"";
      assertEquals(List.of(), LakeTraces.in(home.resolve("lake"), name), "after " + step);
    }
  }

  /** What a killed process left is taken for its own for an hour. */
  private static void makeOld(Path lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        FileTime old = FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS));
        Files.setLastModifiedTime(file, old);
      }
    }
  }

  private void killAfter(String step) throws IOException, InterruptedException {
    ProcessBuilder builder = TestWarehouse.process(home, "refresh");
    Process child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.contains(step)) {
        line = out.readLine();
      }
      Thread.sleep(MILLIS_INTO_THE_NEXT);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
