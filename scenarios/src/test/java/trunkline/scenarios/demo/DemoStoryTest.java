package trunkline.scenarios.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import trunkline.local.LocalConfig;
import trunkline.local.Services;
import trunkline.platform.testing.Client;
import trunkline.scenarios.running.Finished;
import trunkline.scenarios.running.Platform;

/** What somebody sees who has just cloned the repository. */
class DemoStoryTest {
  private static final String[] DEMO = {"demo", "--customers", "1000"};

  @Test
  void demoTwiceThenStop_everyFigureAgreesAndNothingIsLeftRunning() throws Exception {
    try (Platform platform = Platform.fresh()) {
      Finished first = platform.run(DEMO).requireSuccess();
      assertTrue(first.output().contains("Every figure agrees."), first.output());
      assertFalse(first.output().contains("nothing to do"), first.output());
      long customers = customers(platform);
      assertTrue(customers > 500 && customers < 1_000, () -> customers + " after merging");

      listensOnLoopbackOnly(platform);

      Finished second = platform.run(DEMO).requireSuccess();
      assertTrue(second.output().contains("nothing to do"), second.output());
      assertTrue(second.output().contains("Every figure agrees."), second.output());
      assertEquals(customers, customers(platform));

      stops(platform);
    }
  }

  private static void listensOnLoopbackOnly(Platform platform) {
    LocalConfig.Ports ports = platform.config().ports();
    ProcessHandle process = platform.process();
    List<Listening> sockets =
        Stream.of(process, platform.database()).flatMap(p -> Listening.of(p).stream()).toList();
    Set<Integer> expected = new HashSet<>(Set.of(ports.edge(), ports.identity(), ports.postgres()));
    for (int i = 0; i < Services.rows().size(); i++) {
      expected.add(ports.firstService() + i);
    }
    assertEquals(expected, sockets.stream().map(Listening::port).collect(Collectors.toSet()));
    assertTrue(sockets.stream().allMatch(Listening::isLoopback), sockets::toString);
  }

  private static void stops(Platform platform) throws InterruptedException {
    ProcessHandle process = platform.process();
    ProcessHandle database = platform.database();
    assertEquals("Trunkline has stopped.", platform.run("stop").requireSuccess().output().strip());
    Platform.awaitEnd(process);
    Platform.awaitEnd(database);
    assertEquals(1, platform.run("status").exitCode());
  }

  private static long customers(Platform platform) {
    Client client = platform.client("agent");
    String path = "/tmf-api/customerManagement/v4/customer?limit=1&fields=id";
    return Long.parseLong(client.get(path, "Prefer", "count=exact").header("X-Total-Count"));
  }
}
