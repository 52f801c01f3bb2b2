package trunkline.platform.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.log.LogUnderTest;

/** A service is killed again and again; what it acknowledged is in the landing, once. */
class KilledProcessTest {
  private static final int KILLS = 6;

  @TempDir private Path folder = Path.of("");

  @Test
  void killedAtAnyMoment_everyCommittedEventIsLandedOnceAndTheChainIsWhole() throws Exception {
    long seed = System.nanoTime();
    System.out.println("moments of the kills are from seed " + seed);
    var random = new Random(seed);
    Set<String> acknowledged = new HashSet<>();
    try (var it = LogUnderTest.open()) {
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = WriterProcess.start(it.access(), folder, 3);
        acknowledged.addAll(runAndKill(process, 100 + random.nextInt(900)));
      }
      assertTrue(acknowledged.size() > 100, "too little was written: " + acknowledged.size());
      List<String> everything = it.everything();
      assertTrue(everything.containsAll(acknowledged), "a commit was lost by PostgreSQL");
      Process last = WriterProcess.start(it.access(), folder, 0);
      awaitLanded(everything.size());
      last.destroyForcibly().waitFor();
      assertEquals(everything, landed());
    }
  }

  /** What the process said before it died; its last line may be torn. */
  private static Set<String> runAndKill(Process process, int millis) throws Exception {
    Set<String> said = new HashSet<>();
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      Thread killer = Thread.ofPlatform().start(() -> killAfter(process, millis));
      String line = out.readLine();
      while (line != null) {
        if (line.length() == 36) {
          said.add(line);
        }
        line = out.readLine();
      }
      killer.join();
    }
    assertTrue(process.waitFor() != 0);
    return said;
  }

  /** By the operating system: {@link Process#destroyForcibly} would close the pipe unread. */
  private static void killAfter(Process process, int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.toHandle().destroyForcibly();
  }

  private void awaitLanded(int events) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (count() < events && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }

  private int count() throws IOException {
    return Files.isDirectory(folder.resolve("note"))
        ? Landing.manifests(folder.resolve("note")).stream()
            .mapToInt(manifest -> manifest.path("events").asInt())
            .sum()
        : 0;
  }

  private List<String> landed() throws IOException {
    return Landing.read(folder.resolve("note")).stream()
        .map((JsonNode line) -> line.path("eventId").asText())
        .toList();
  }
}
