package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before any Trino is started. */
class EngineCommandTest {
  @TempDir Path home;
  private final StringWriter err = new StringWriter();
  private Path server;

  @BeforeEach
  void unpack() throws IOException {
    server = home.resolve("engines/trino-1");
    Files.createDirectories(server.resolve("trino-server-core-1/lib"));
    Files.createDirectories(server.resolve("trino-iceberg-1"));
    Files.createFile(server.resolve("trino-jdbc-1.jar"));
  }

  private int run(String... arguments) {
    return run(TestWarehouse.config(home, 100), arguments);
  }

  private int run(WarehouseConfig config, String... arguments) {
    return new CommandLine(new WarehouseCommand(() -> config))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private void assertSaid(String sentence) {
    assertTrue(err.toString().contains(sentence), err::toString);
  }

  @Test
  void otherEngineThanTrino_isRefused() {
    assertEquals(2, run("engine", "spark", "--server", server.toString()));
    assertSaid("the other engine is trino, not spark");
  }

  @Test
  void memoryWithoutUnit_isRefused() {
    assertEquals(2, run("engine", "trino", "--server", server.toString(), "--memory", "2"));
    assertSaid("--memory is a number and M or G, such as 2G, not 2");
  }

  @Test
  void folderWithoutTrino_isRefusedWithWhatIsMissing() throws IOException {
    assertEquals(1, run("engine", "trino", "--server", home.resolve("nothing").toString()));
    assertSaid("the folder is not there");
    Files.delete(server.resolve("trino-jdbc-1.jar"));
    assertEquals(1, run("engine", "trino", "--server", server.toString()));
    assertSaid("there is no trino-jdbc-*.jar");
  }

  @Test
  void tablesThatAreNotUpToDate_areRefused() {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 3));
    assertEquals(1, run("engine", "trino", "--server", server.toString()));
    assertSaid("tables are not up to date with what is loaded");
  }

  @Test
  void lakeInABucket_isRefused() {
    WarehouseConfig bucket =
        WarehouseConfig.fromEnvironment(
            Map.of(
                "TRUNKLINE_HOME", home.toString(),
                "TRUNKLINE_WAREHOUSE_LAKE", "s3://lake/",
                "TRUNKLINE_WAREHOUSE_CATALOG_URL", "jdbc:postgresql://127.0.0.1/none"));
    assertEquals(1, run(bucket, "engine", "trino", "--server", server.toString()));
    assertSaid("the lake s3://lake/ is a bucket");
  }

  @Test
  void serverThatEndsAtOnce_isToldWithTheEndOfItsLog() {
    // its class path holds no Trino
    assertEquals(1, run("engine", "trino", "--server", server.toString(), "--keep-running"));
    assertSaid("Trino did not come up");
    assertSaid("ClassNotFoundException: io.trino.server.TrinoServer");
  }
}
