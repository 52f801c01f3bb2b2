package trunkline.scenarios.coupling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.local.Machine;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.scenarios.running.Eventually;
import trunkline.scenarios.running.Platform;

/** Each service stopped in turn: the others answer as before, and it catches up when it returns. */
class LooseCouplingStoryTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** What the project promises of a change that several services show. */
  private static final Duration EVERYWHERE = Duration.ofSeconds(2);

  private static Platform platform;
  private static Machine machine;
  private static Client agent;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.fresh();
    machine = platform.startHere();
    agent = platform.client("agent");
  }

  @AfterAll
  static void stop() throws Exception {
    if (machine != null) {
      machine.close();
    }
    platform.close();
  }

  @Test
  void anyServiceStopped_allOthersAnswerAsBefore() throws Exception {
    List<String> names = Services.rows().stream().map(ServiceRow::name).toList();
    CustomerWorld world = CustomerWorld.create(agent);
    for (String stopped : names) {
      machine.service(stopped).close();
      for (String other : names) {
        if (!other.equals(stopped)) {
          world.exercise(other, stopped);
        }
      }
      assertEquals(503, world.touch(stopped).status(), stopped + " is stopped");
      machine.service(stopped).start();
      Eventually.within(SOON, () -> assertEquals(200, world.touch(stopped).status()));
    }
  }

  @Test
  void searchThatWasDown_catchesUp() throws Exception {
    machine.service("search").close();
    CustomerWorld world = CustomerWorld.create(agent, "Wilhelmina", "Nachzügler");
    machine.service("search").start();
    Eventually.within(
        SOON, () -> assertTrue(world.search("Wilhelmina Nachzügler").contains(world.customer())));
  }

  @Test
  void partyRenamed_showsEverywhereWithinTwoSeconds() throws Exception {
    CustomerWorld world = CustomerWorld.create(agent);
    Expect.status(
        200, agent.merge(world.person(), "{\"givenName\":\"Ada\",\"familyName\":\"Umbenannt\"}"));
    Eventually.within(
        EVERYWHERE,
        () -> {
          for (String path : world.namingThePerson()) {
            Answer answer = Expect.status(200, agent.get(path));
            assertTrue(answer.text().contains("Ada Umbenannt"), path + " " + answer.text());
          }
          assertTrue(world.search("Umbenannt").contains(world.customer()));
        });
  }
}
