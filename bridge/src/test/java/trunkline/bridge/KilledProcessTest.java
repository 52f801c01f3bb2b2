package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.Source;

/** {@code kill -9} of a real process, at places that the test chooses: no row lost, none twice. */
class KilledProcessTest {
  private static final int ROWS = 25;

  @TempDir Path folder;

  /** Calls 4 to 6 are the second chunk's: party, customer, account. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6})
  void killedBetweenCommitAndAnswer_nextOneContinues(int call) throws Exception {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      CountDownLatch reached = new CountDownLatch(1);
      CountDownLatch killed = new CountDownLatch(1);
      platform.watch(
          new ContractPlatform.Watcher() {
            @Override
            public void afterCommit(int at) {
              if (at == call) {
                reached.countDown();
                await(killed);
              }
            }
          });
      Process process = start(bridge);
      await(reached);
      process.destroyForcibly().waitFor();
      killed.countDown();
      continued(bridge, platform);
    }
  }

  @Test
  void killedBetweenAcknowledgeAndCheckpoint_nextOneContinues() throws Exception {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Migration.run(
          bridge.config(),
          People.mapping(),
          People.source(People.file(folder, 0)),
          ProgressListener.SILENT);
      try (Connection connection = bridge.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        // The checkpoint's last statement waits here, with everything acknowledged before it.
        statement.execute("LOCK TABLE chunk IN SHARE MODE");
        Process process = start(bridge);
        waitUntilBlocked(bridge);
        process.destroyForcibly().waitFor();
        connection.rollback();
      }
      assertEquals(10, platform.list("billingAccount").size());
      continued(bridge, platform);
    }
  }

  private void continued(Bridge bridge, ContractPlatform platform) {
    try (Source source = People.source(People.file(folder, ROWS))) {
      Reconciliation account =
          Migration.run(bridge.config(), People.mapping(), source, ProgressListener.SILENT);
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(ROWS, account.migrated());
      assertEquals(0, account.explanations().size());
      assertEquals(1, platform.mostWritesOfAKey());
      for (String resource : new String[] {"individual", "customer", "billingAccount"}) {
        assertEquals(ROWS, platform.list(resource).size(), resource);
      }
    }
  }

  private Process start(Bridge bridge, String... more) throws IOException {
    Path mapping = Files.writeString(folder.resolve("people.yaml"), People.MAPPING);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MigrateCommand.class.getName(),
                People.file(folder, ROWS).toString(),
                "--mapping",
                mapping.toString(),
                "--chunk",
                "10",
                "--tenant",
                bridge.tenant()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(bridge.environment());
    File log = folder.resolve("process.log").toFile();
    return builder.redirectErrorStream(true).redirectOutput(log).start();
  }

  private static void waitUntilBlocked(Bridge bridge) throws SQLException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!bridge.isBlocked()) {
      assertTrue(System.nanoTime() < end, "the checkpoint never came");
      Thread.sleep(50);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS), "the other side never came");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
