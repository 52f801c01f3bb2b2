package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.testing.S3Server;

/** A lake in a bucket, worked on by machines that share nothing else but the catalog. */
class BucketLakeTest {
  @TempDir private Path home = Path.of("");
  private static final S3Server SERVER = S3Server.start();

  private final BucketLake bucket = new BucketLake(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private void land(int batches) {
    LandingWriter writer = TestWarehouse.landing(home);
    for (int i = 0; i < batches; i++) {
      writer.write(TestWarehouse.events(i * 10L + 1, i * 10L + 10));
    }
    bucket.upload(home);
  }

  private Path machine(String name) {
    return home.resolve(name);
  }

  @Test
  void loadedByOneMachine_isReadByAnother() {
    land(3);
    SERVER.failEvery(9);
    try (Warehouse one = bucket.open(machine("one"))) {
      RefreshReport report = one.refresh();
      assertTrue(report.isGood(), report::toString);
      assertEquals(30, report.load().events());
      assertFalse(one.refresh().isNews());
    } finally {
      SERVER.failEvery(0);
    }
    try (Warehouse other = bucket.open(machine("other"))) {
      assertEquals(30, TestWarehouse.rows(other));
      assertEquals(30, TestWarehouse.number(other, "SELECT resources FROM marts.resources"));
      assertEquals(
          1,
          TestWarehouse.number(
              other,
              "SELECT COUNT(*) FROM (SUMMARIZE marts.resources) WHERE column_name = 'resources' AND \"max\" = '30'"));
      assertEquals(1, other.status().lastRun().stream().count());
    }
    assertTrue(SERVER.failures() > 3, "failures: " + SERVER.failures());
  }

  @Test
  void questionAboutOneTable_fetchesNoOther() throws IOException {
    land(1);
    try (Warehouse one = bucket.open(machine("one"))) {
      assertTrue(one.refresh().isGood());
    }
    try (Warehouse other = bucket.open(machine("other"))) {
      assertEquals(10, TestWarehouse.number(other, "SELECT resources FROM marts.resources"));
      assertEquals(2, other.query("SHOW TABLES").rows().size());
    }
    try (var files = Files.walk(machine("other"))) {
      List<String> copies =
          files.map(Path::toString).filter(file -> file.endsWith(".parquet")).toList();
      assertEquals(1, copies.size(), copies::toString);
    }
  }

  @Test
  void machinesThatLoadAtOnce_loadEachEventOnce() throws Exception {
    land(8);
    var work = new ArrayList<Callable<Long>>();
    for (String name : List.of("one", "two", "three")) {
      work.add(
          () -> {
            try (Warehouse warehouse = bucket.open(machine(name))) {
              return warehouse.load(line -> {}).events();
            }
          });
    }
    long loaded = 0;
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (Future<Long> one : threads.invokeAll(work)) {
        loaded += one.get();
      }
    }
    assertEquals(80, loaded);
    try (Warehouse warehouse = bucket.open(machine("four"))) {
      assertEquals(80, TestWarehouse.rows(warehouse));
      assertEquals(80, TestWarehouse.positions(warehouse));
    }
  }

  @Test
  void copiesOfTheLanding_doNotStay() throws IOException {
    land(2);
    try (Warehouse one = bucket.open(machine("one"))) {
      one.load(line -> {});
    }
    try (var files = Files.walk(machine("one"))) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".ndjson.gz")).count());
    }
  }
}
