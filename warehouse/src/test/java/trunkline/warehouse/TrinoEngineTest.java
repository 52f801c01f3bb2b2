package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.trino.TrinoComparison;
import trunkline.warehouse.trino.TrinoInstallation;
import trunkline.warehouse.trino.TrinoLogin;

/**
 * A real Trino, started by the command in a process of its own, on the tables of every service: of
 * lives that change and of documents that no service would write.
 *
 * <p>The build fetches Trino where CI is set, and with {@code -Ptrino}.
 */
class TrinoEngineTest {
  private static final Path ENGINES = Path.of("target/engines").toAbsolutePath();
  private static final long SEED = 20260131;
  private static final int REFRESHES = 2;
  private static final int EVENTS = 40;

  @TempDir static Path home;
  private static @Nullable Process command;
  private static TrinoLogin login;

  @BeforeAll
  static void start() throws IOException {
    Path server = server();
    land();
    var builder =
        TestWarehouse.process(
                home, "engine", "trino", "--server", server.toString(), "--keep-running")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"); // it lives a minute
    command = builder.start();
    Map<String, String> said = said(command.inputReader());
    String url = said.getOrDefault("address", "");
    login =
        new TrinoLogin(
            TrinoInstallation.in(server).driver(),
            Integer.parseInt(url.replaceFirst(".*127.0.0.1:([0-9]+)/.*", "$1")),
            Path.of(url.replaceFirst(".*SSLTrustStorePath=", "")),
            Files.readString(
                Path.of(said.getOrDefault("accessToken", "").replace("stands in ", ""))));
  }

  private static Path server() throws IOException {
    if (Files.isDirectory(ENGINES)) {
      try (var found = Files.newDirectoryStream(ENGINES, "trino-*")) {
        return found.iterator().next();
      }
    }
    String missing = "not run: there is no Trino in " + ENGINES + "; build with -Ptrino";
    if (System.getenv("CI") != null) {
      fail(missing);
    }
    System.out.println(missing);
    return Assumptions.abort(missing);
  }

  /** Some tables are then made by what has changed, and held against Trino's in full. */
  private static void land() {
    var history = new EveryHistory(SEED);
    Map<String, LandingWriter> landing = new HashMap<>();
    try (var warehouse = TestWarehouse.open(home, String.join(",", OddDocuments.SERVICES))) {
      for (String service : OddDocuments.SERVICES) {
        var writer = new LandingWriter(home.resolve("landing"), service);
        writer.write(OddDocuments.of(service));
        landing.put(service, writer);
      }
      for (int i = 0; i < REFRESHES; i++) {
        landing.forEach(
            (service, writer) -> {
              if (EveryHistory.SERVICES.contains(service)) {
                writer.write(history.next(service, EVENTS));
              }
            });
        RefreshReport report = warehouse.refresh();
        assertTrue(
            report.isGood(),
            () -> report.models().stream().filter(m -> !m.isGood()).toList().toString());
        assertEquals(0, report.load().quarantined());
      }
    }
  }

  /** What the command has said, by what it is called; all of it, if it says nothing of a token. */
  private static Map<String, String> said(BufferedReader out) throws IOException {
    Map<String, String> said = new HashMap<>();
    var all = new ArrayList<String>();
    while (!said.containsKey("driver")) {
      String line = out.readLine();
      if (line == null) {
        fail(String.join("\n", all));
      }
      all.add(line);
      String[] parts = line.split(": +", 2);
      said.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return said;
  }

  /** Killed as nothing can be caught, it takes its Trino with it. */
  @AfterAll
  static void kill() throws Exception {
    if (command != null) {
      List<ProcessHandle> trino = command.descendants().toList();
      assertEquals(1, trino.size());
      command.destroyForcibly().waitFor();
      trino.getFirst().onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void everyModel_isEqualOnBothEngines_andNothingIsLeftBehind() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Lake lake = Lake.open(home.resolve("lake"));
        var session = login.open()) {
      var before = lake.tables();
      var comparison = comparison(lake, ModelGraph.shipped());
      assertEquals(List.of(), comparison.probe(session, System.out::println));
      List<String> differences = comparison.run(session, lines::add);
      lines.forEach(System.out::println);
      assertEquals(List.of(), differences);
      assertEquals(ModelGraph.shipped().tables().size(), lines.size());
      assertTrue(lines.stream().noneMatch(line -> line.contains(" 0 rows ")), lines::toString);
      comparison.drop();
      assertEquals(before, lake.tables());
      assertFalse(Files.exists(lake.tablesFolder().resolve("trino_core")));
    }
  }

  @Test
  void plantedDifference_isFoundAndShown() throws SQLException, IOException {
    var graph =
        ModelGraph.of(
            Map.of(
                "staging/stg_resource_event", model("staging/stg_resource_event"),
                "core/dim_device", model("core/dim_device")));
    try (Lake lake = Lake.open(home.resolve("lake"));
        var session = login.open()) {
      long kept = session.rows("SELECT event_id FROM core.dim_device").size();
      session.execute("CREATE TABLE core.kept AS SELECT * FROM core.dim_device");
      session.execute(
          "UPDATE core.dim_device SET kind = 'planted' WHERE is_current AND tenant = 'odd'");
      List<String> differences = comparison(lake, graph).run(session, line -> {});
      session.execute("DELETE FROM core.dim_device");
      session.execute("INSERT INTO core.dim_device SELECT * FROM core.kept");
      assertEquals(1, differences.size(), differences::toString);
      assertTrue(
          differences.getFirst().startsWith("core.dim_device: 1 rows only with DuckDB, such as ["),
          differences::toString);
      assertTrue(differences.getFirst().contains("planted"), differences::toString);
      assertEquals(kept, session.rows("SELECT event_id FROM core.dim_device").size());
      comparison(lake, graph).drop();
      // Trino asks to purge, which the catalog leaves to whoever looks after the files
      assertThrows(SQLException.class, () -> session.execute("DROP TABLE core.kept"));
      lake.catalog().dropTable(TableIdentifier.of("core", "kept"), true);
    }
  }

  private static TrinoComparison comparison(Lake lake, ModelGraph graph) {
    return new TrinoComparison(lake, graph, new EngineSettings("512MB", 1, lake.spillFolder()));
  }

  private static String model(String name) throws IOException {
    try (InputStream in = ModelGraph.class.getResourceAsStream("/models/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void noToken_isLetInNowhere() {
    var stranger = new TrinoLogin(login.driver(), login.port(), login.certificate(), "none");
    SQLException refused = assertThrows(SQLException.class, () -> stranger.open().rows("SELECT 1"));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("Authentication failed"), refused::toString);
  }
}
