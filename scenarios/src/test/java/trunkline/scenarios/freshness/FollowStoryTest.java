package trunkline.scenarios.freshness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import trunkline.local.Machine;
import trunkline.platform.testing.Client;
import trunkline.scenarios.running.Eventually;
import trunkline.scenarios.running.Platform;
import trunkline.warehouse.Warehouse;

/** A warehouse that follows shows in a mart what a service has just been told. */
class FollowStoryTest {
  private static final String CUSTOMERS = "/tmf-api/customerManagement/v4/customer";

  /** Of a machine that does much else; one that does not takes a few seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final int CHANGES = 3;

  @Test
  void changeInAService_isInAMartSoon() throws Exception {
    try (Platform platform = Platform.fresh();
        Machine machine = platform.startHere()) {
      assertTrue(machine.runs());
      Client agent = platform.client("agent");
      var refreshes = new AtomicInteger();
      Thread follower = Thread.ofPlatform().start(() -> follow(platform, refreshes));
      try (Warehouse warehouse = platform.warehouse()) {
        Eventually.within(LIMIT, () -> assertTrue(refreshes.get() > 0));
        List<Long> millis = new ArrayList<>();
        for (int i = 1; i <= CHANGES; i++) {
          long expected = i;
          long began = System.nanoTime();
          assertEquals(201, agent.post(CUSTOMERS, customer(i)).status());
          Eventually.within(LIMIT, () -> assertEquals(expected, customers(warehouse)));
          millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        System.out.printf("from the service to a mart: %s ms%n", millis);
      } finally {
        follower.interrupt();
        follower.join();
      }
    }
  }

  private static String customer(int number) {
    return """
        {"name":"Jane Roe","status":"Active","engagedParty":{"id":"p%d","@referredType":"Individual"}}
        """
        .formatted(number);
  }

  private static void follow(Platform platform, AtomicInteger refreshes) {
    try (Warehouse warehouse = platform.warehouse()) {
      warehouse.follow(line -> {}, report -> refreshes.incrementAndGet());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long customers(Warehouse warehouse) {
    Object counted =
        warehouse
            .query("SELECT CAST(COALESCE(SUM(customers), 0) AS BIGINT) FROM marts.churn")
            .rows()
            .getFirst()
            .getFirst();
    return counted instanceof Long number ? number : 0;
  }
}
