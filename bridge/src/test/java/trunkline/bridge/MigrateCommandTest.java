package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import trunkline.platform.json.Json;

/** What a person types, and what the shell gets back. */
class MigrateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private String mapping = "";

  @BeforeEach
  void write() throws IOException {
    mapping = Files.writeString(folder.resolve("people.yaml"), People.MAPPING).toString();
  }

  @Test
  void balanced_exits0AndWritesTheReport() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Path report = folder.resolve("report.json");
      int code = migrate(bridge, file(25), "--mapping", mapping, "--report", report.toString());
      assertEquals(0, code, err::toString);
      assertTrue(out.toString().contains("BALANCED: every row"), out::toString);
      assertTrue(err.toString().contains("25 of 25 rows (100 %)"), err::toString);
      JsonNode json = Json.parse(Files.readString(report));
      assertTrue(json.path("balanced").asBoolean());
      assertEquals(25, json.path("migrated").asInt());
      assertEquals(
          "327.50", json.path("money").path(0).path("source").decimalValue().toPlainString());
    }
  }

  @Test
  void rejectedRows_shownLoudlyAndExit0WhenBalanced() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Path file = People.file(folder, List.of(People.line(1), "2,,p2@example.org,1.00,"));
      assertEquals(0, migrate(bridge, file, "--mapping", mapping), err::toString);
      assertTrue(out.toString().contains("REJECTED\n           1 × name is blank"), out::toString);
      assertTrue(out.toString().contains("--from-quarantine"), out::toString);
      assertFalse(out.toString().contains("p2@example.org"), "personal data in the report");
    }
  }

  @Test
  void platformAway_exits1WithASentence() {
    Bridge bridge = Bridge.fresh(folder, java.net.URI.create("http://127.0.0.1:1"), 10);
    Map<String, String> environment = new HashMap<>(bridge.environment());
    environment.put("TRUNKLINE_BRIDGE_GIVE_UP_AFTER", "PT0S");
    assertEquals(1, execute(environment, file(3).toString(), "--mapping", mapping));
    assertTrue(err.toString().contains("run the same command again"), err::toString);
    assertFalse(err.toString().contains("\tat "), "a stack trace is no answer");
  }

  @Test
  void wrongSecret_exits1AndNamesTheClient() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Map<String, String> environment =
          new HashMap<>(Bridge.fresh(folder, platform.uri(), 10).environment());
      environment.put("TRUNKLINE_BRIDGE_CLIENT_SECRET", "wrong-secret");
      assertEquals(1, execute(environment, file(3).toString(), "--mapping", mapping));
      assertTrue(err.toString().contains("check the client id and secret"), err::toString);
      assertFalse(err.toString().contains("wrong-secret"));
    }
  }

  @Test
  void wrongUse_exits2() {
    Map<String, String> none = Map.of();
    assertEquals(2, execute(none));
    assertEquals(2, execute(none, file(3).toString(), "--mapping", "nothing.yaml"));
    assertEquals(2, execute(none, file(3).toString()));
    assertTrue(err.toString().contains("no shipped mapping fits"), err::toString);
    assertEquals(2, execute(none, "jdbc:postgresql://127.0.0.1/x"));
    assertEquals(2, execute(none, "jdbc:postgresql://127.0.0.1/x", "--mapping", mapping));
    assertEquals(2, execute(none, file(3).toString(), "--mapping", mapping));
    assertTrue(err.toString().contains("TRUNKLINE_BRIDGE_STATE_URL"), err::toString);
    Map<String, String> misspelt =
        Map.of(
            "TRUNKLINE_BRIDGE_STATE_URL", "jdbc:postgresql://127.0.0.1/x",
            "TRUNKLINE_BRIDGE_STATE_USER", "x",
            "TRUNKLINE_BRIDGE_STATE_PASSWORD", "x",
            "TRUNKLINE_BRIDGE_COLOUR", "red");
    assertEquals(2, execute(misspelt, file(3).toString(), "--mapping", mapping));
    assertTrue(err.toString().contains("TRUNKLINE_BRIDGE_COLOUR"), err::toString);
  }

  @Test
  void chunkTooLarge_exits2() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      assertEquals(2, migrate(bridge, file(3), "--mapping", mapping, "--chunk", "1001"));
      assertTrue(err.toString().contains("1 to 1000 rows"), err::toString);
    }
  }

  @Test
  void missingFile_exits1() {
    assertEquals(1, execute(Map.of(), "/no/such/file.csv", "--mapping", mapping));
    assertTrue(err.toString().contains("there is no file"), err::toString);
  }

  @Test
  void dryRun_needsNoPlatformAndForetells() {
    Path file = People.file(folder, List.of(People.line(1), "2,,,x,", "3,Cid,,1.00,J"));
    assertEquals(0, execute(Map.of(), file.toString(), "--mapping", mapping, "--dry-run"));
    assertTrue(out.toString().contains("1 would be migrated"), out::toString);
    assertTrue(out.toString().contains("1 would be rejected"), out::toString);
    assertTrue(out.toString().contains("1 would be excluded"), out::toString);
    assertFalse(out.toString().contains("Person 1"), "a profile shows codes, not people");
  }

  private int migrate(Bridge bridge, Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of(file.toString(), "--tenant", bridge.tenant()));
    return execute(bridge.environment(), arguments.toArray(String[]::new));
  }

  private int execute(Map<String, String> environment, String... arguments) {
    return new CommandLine(new MigrateCommand(() -> BridgeConfig.fromEnvironment(environment)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path file(int rows) {
    return People.file(folder, rows);
  }
}
