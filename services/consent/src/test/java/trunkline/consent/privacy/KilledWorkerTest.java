package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.consent.privacy.PersonalWorld.Person;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/**
 * The consent service is killed ({@code kill -9}) once in every step of a request: a service has
 * done what it was asked, and the answer finds nobody.
 */
class KilledWorkerTest {
  private final PersonalWorld world = new PersonalWorld();
  private final Person person = world.person();
  private final Set<String> killedAt = ConcurrentHashMap.newKeySet();
  private Client clerk = world.clerk();
  private Map<String, String> settings = Map.of();
  private volatile Process process;

  @BeforeEach
  void start() throws Exception {
    settings = world.consent.settings();
    String base = world.consent.base();
    world.consent.close();
    clerk = new Client(base, Issuer.shared().token(PersonalWorld.TENANT, "privacy:write"));
    process = ConsentProcess.start(settings);
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
    world.close();
  }

  /** Every call that was not made before. */
  private void killAtEachNewCall() {
    world.edge.decide(
        (path, body) -> {
          boolean kills = killedAt.add(path + " " + body);
          if (kills) {
            process.destroyForcibly();
          }
          return !kills;
        });
  }

  private JsonNode awaitThroughKills(String request) throws Exception {
    long end = System.nanoTime() + 240_000_000_000L;
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        process = ConsentProcess.start(settings);
      }
      try {
        JsonNode now = clerk.get(PersonalWorld.REQUESTS + "/" + request).json();
        if (now.path("status").asText().equals("done")) {
          return now;
        }
      } catch (UncheckedIOException e) {
        process.waitFor(); // killed while it answered
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not done after kills at " + killedAt);
  }

  private String ask(String kind) {
    String body = PersonalWorld.body(kind, person.id());
    return Expect.status(202, clerk.post(PersonalWorld.REQUESTS, body)).id();
  }

  private long kills(String door) {
    return killedAt.stream().filter(call -> call.contains("/" + door + " ")).count();
  }

  private static long count(ServiceUnderTest service, String from) throws Exception {
    try (Connection owner = service.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from);
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void exportKilledInEveryStep_isWhole() throws Exception {
    killAtEachNewCall();
    String request = ask("export");
    awaitThroughKills(request);
    assertTrue(kills("find") >= 3, killedAt.toString());
    assertEquals(2, kills("export"), killedAt.toString());
    Map<String, String> files = Archives.fetch(world.consentUrl(), request);
    Archives.checkedManifest(files);
    assertEquals(3, files.getOrDefault("diary/resource.ndjson", "").lines().count());
    assertEquals(1, files.getOrDefault("consent/resource.ndjson", "").lines().count());
  }

  @Test
  void erasureKilledInEveryStep_isDoneOnceAndProved() throws Exception {
    killAtEachNewCall();
    String request = ask("erasure");
    awaitThroughKills(request);
    assertTrue(kills("find") >= 3, killedAt.toString());
    assertEquals(2, kills("erase"), killedAt.toString());
    assertEquals(List.of(), world.traces(person));

    String receipt = clerk.get(PersonalWorld.REQUESTS + "/" + request + "/receipt").text();
    JsonNode says = Receipts.verified(receipt, clerk);
    assertEquals(2, says.path("services").size());
    for (ServiceUnderTest service : List.of(world.diary, world.consent)) {
      assertEquals(1, count(service, "event WHERE resource_type = 'erasure'"));
      assertEquals(
          0,
          count(
              service,
              "(SELECT 1 FROM event GROUP BY resource_type, resource_id, version HAVING count(*) > 1) AS twice"));
    }
  }
}
