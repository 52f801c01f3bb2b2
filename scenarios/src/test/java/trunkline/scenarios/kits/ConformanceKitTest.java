package trunkline.scenarios.kits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trunkline.local.Machine;
import trunkline.platform.json.Json;
import trunkline.scenarios.running.Finished;
import trunkline.scenarios.running.Platform;
import trunkline.scenarios.running.Repository;
import trunkline.scenarios.running.SharedFolder;

/** TM Forum's kits, as TM Forum publishes them, through the edge. */
class ConformanceKitTest {
  private static final List<String> KITS = List.of("TMF629", "TMF632", "TMF637", "TMF621");

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void kitsRunUnmodified_everyAssertionHolds() throws Exception {
    Path kits = SharedFolder.find("tmf/kits");
    requireNode();
    try (Platform platform = Platform.fresh();
        Machine machine = platform.startHere()) {
      assertTrue(machine.runs());
      Finished run =
          execute(
              List.of(script(), kits.toString()),
              Map.of(
                  "TRUNKLINE_KIT_EDGE", platform.config().edgeUrl(),
                  "TRUNKLINE_KIT_TOKEN", platform.token("agent")));
      run.requireSuccess();
      for (String kit : KITS) {
        JsonNode assertions = report(kit).at("/run/stats/assertions");
        assertTrue(assertions.path("total").asInt() > 0, run::output);
        assertEquals(0, assertions.path("failed").asInt(-1), run.output());
        System.out.printf("%s: %d assertions, 0 failed%n", kit, assertions.path("total").asInt());
      }
    }
  }

  private static String script() {
    return Repository.root().resolve("scenarios/kits/run").toString();
  }

  private static JsonNode report(String kit) throws IOException {
    Path file = Repository.root().resolve("scenarios/target/kits").resolve(kit + ".json");
    return Json.parse(Files.readString(file));
  }

  private static void requireNode() throws InterruptedException {
    try {
      execute(List.of("node", "--version"), Map.of()).requireSuccess();
    } catch (IOException e) {
      SharedFolder.missing("the kits need Node.js, and there is none: " + e.getMessage());
    }
  }

  private static Finished execute(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), output);
  }
}
