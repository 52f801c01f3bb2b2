package trunkline.warehouse.exchange.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;

/** Kills the pick-up (kill -9) at any moment: each file is loaded once, and each has a receipt. */
class KilledDropTest {
  private static final int ROUNDS = 4;
  private static final int FILES = 6;
  private static final int ROWS = 2_000;

  @TempDir Path home;

  @Test
  void killedAgainAndAgain_everyRowIsThereOnce() throws Exception {
    Files.createDirectories(home.resolve("drop/feeds"));
    Files.createDirectories(home.resolve("drop/incoming"));
    Files.writeString(
        home.resolve("drop/feeds/charge.yaml"),
        "files: \"charges-*\"\ncolumns: {account: VARCHAR}\nkey: [account]\n");
    for (int file = 0; file < FILES; file++) {
      send(file);
    }
    var random = new Random(20261126);
    for (int round = 0; round < ROUNDS; round++) {
      killAfterAFile(random.nextInt(150));
    }
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      long survived =
          TestWarehouse.number(
              warehouse, "SELECT COUNT(DISTINCT file_digest) FROM landing_files.charge");
      assertTrue(survived >= 1, "a round had committed something");
      warehouse.drop(line -> {});
      assertEquals(
          FILES * ROWS,
          TestWarehouse.number(warehouse, "SELECT COUNT(*) FROM landing_files.charge"));
      assertEquals(
          FILES * ROWS,
          TestWarehouse.number(
              warehouse, "SELECT COUNT(DISTINCT account) FROM landing_files.charge"));
    }
    try (var done = Files.list(home.resolve("drop/done"))) {
      assertEquals(FILES, done.filter(f -> f.toString().endsWith(DropReceipt.ENDING)).count());
    }
  }

  private void send(int file) throws IOException {
    var text = new StringBuilder("account\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(file).append('-').append(row).append('\n');
    }
    Path path =
        Files.writeString(home.resolve("drop/incoming/charges-" + file + ".csv"), text.toString());
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
  }

  /** Waits until a file more lies in taking or done, a little longer, and kills. */
  private void killAfterAFile(int millis) throws IOException, InterruptedException {
    long before = count("done");
    Process child = start();
    try {
      for (int i = 0; i < 3_000 && child.isAlive() && count("done") == before; i++) {
        Thread.sleep(10);
      }
      Thread.sleep(millis);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private long count(String place) throws IOException {
    Path folder = home.resolve("drop").resolve(place);
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = TestWarehouse.process(home, "drop");
    return builder
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
