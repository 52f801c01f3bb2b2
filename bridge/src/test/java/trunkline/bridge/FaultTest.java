package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trunkline.bridge.ContractPlatform.Fault;
import trunkline.bridge.load.PlatformProblem;
import trunkline.bridge.load.Retry;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.Source;

/**
 * What the platform and the way to it may do to a load: nothing is lost, nothing is there twice.
 */
class FaultTest {
  private static final int ROWS = 25;
  private static final Retry NONE =
      new Retry(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

  @TempDir Path folder;

  @Test
  void answersLostCutRefusedAndLate_everyRowThereOnce() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      platform.fail(
          Fault.ANSWER_LOST,
          Fault.ANSWER_LOST,
          Fault.NONE,
          Fault.ERROR,
          Fault.ANSWER_CUT,
          Fault.TOO_MANY,
          Fault.SLOW,
          Fault.NONE,
          Fault.ANSWER_CUT,
          Fault.ANSWER_LOST);
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      allThereOnce(migrate(bridge.config()), platform);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ERROR", "ANSWER_LOST"})
  void processEndsAtEachCall_nextOneContinues(Fault fault) {
    Bridge memory = Bridge.fresh(folder, URI.create("http://127.0.0.1:1"), 10);
    for (int call = 1; call <= 9; call++) {
      Mapping mapping = People.mapping("people-" + call);
      try (ContractPlatform platform = new ContractPlatform(0)) {
        Bridge bridge = memory.at(platform.uri());
        for (int before = 1; before < call; before++) {
          platform.fail(Fault.NONE);
        }
        platform.fail(fault);
        assertThrows(PlatformProblem.class, () -> migrate(bridge.config(NONE), mapping));
        allThereOnce(migrate(bridge.config(), mapping), platform);
      }
    }
  }

  @Test
  void platformDownThenBack_loadWaitsForIt() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Bridge bridge = Bridge.fresh(folder, URI.create("http://127.0.0.1:" + port), 10);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ContractPlatform> late =
          executor.submit(
              () -> {
                Thread.sleep(Duration.ofMillis(700));
                return new ContractPlatform(port);
              });
      Reconciliation account = migrate(bridge.config());
      try (ContractPlatform platform = late.get()) {
        allThereOnce(account, platform);
      }
    }
  }

  @Test
  void platformStaysAway_failureSaysWhatToDo() {
    Bridge bridge = Bridge.fresh(folder, URI.create("http://127.0.0.1:1"), 10);
    PlatformProblem problem =
        assertThrows(PlatformProblem.class, () -> migrate(bridge.config(NONE)));
    assertTrue(String.valueOf(problem.getMessage()).contains("run the same command again"));
  }

  @Test
  void secondRunMeanwhile_refused() throws Exception {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      platform.watch(
          new ContractPlatform.Watcher() {
            @Override
            public void beforeCommit(int call) {
              if (call == 2) {
                Exception refused =
                    assertThrows(RuntimeException.class, () -> migrate(bridge.config()));
                assertTrue(String.valueOf(refused.getMessage()).contains("another run of people"));
              }
            }
          });
      allThereOnce(migrate(bridge.config()), platform);
    }
  }

  private Reconciliation migrate(MigrationConfig config) {
    return migrate(config, People.mapping());
  }

  private Reconciliation migrate(MigrationConfig config, Mapping mapping) {
    Path file = People.file(folder, ROWS);
    try (Source source = People.source(file)) {
      return Migration.run(config, mapping, source, ProgressListener.SILENT);
    }
  }

  private static void allThereOnce(Reconciliation account, ContractPlatform platform) {
    assertTrue(account.balanced(), () -> new Report(account).text());
    assertEquals(ROWS, account.migrated());
    assertEquals(1, platform.mostWritesOfAKey());
    for (String resource : new String[] {"individual", "customer", "billingAccount"}) {
      assertEquals(ROWS, platform.list(resource).size(), resource);
    }
  }
}
