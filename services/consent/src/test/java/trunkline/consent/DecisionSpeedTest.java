package trunkline.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/**
 * How fast a decision is among four thousand people's profiles. The bounds are for the slowest
 * machine that runs tests; what it takes is printed.
 */
class DecisionSpeedTest {
  private static final int PEOPLE = 4_000;
  private static final int ASKED = 1_000;
  private static final Consenting CLERK = Consenting.in(Shared.service());

  @BeforeAll
  static void load() {
    String specification = CLERK.specification();
    for (int from = 0; from < PEOPLE; from += 1_000) {
      String lines =
          IntStream.range(from, from + 1_000)
              .mapToObj(i -> line(i, specification))
              .collect(Collectors.joining("\n"));
      Answer loaded =
          CLERK
              .client()
              .send(
                  "POST",
                  "/bulk/v1/partyPrivacyProfile",
                  lines,
                  "Content-Type",
                  "application/x-ndjson");
      Expect.status(200, loaded);
      assertEquals(1_000, loaded.text().split("\"status\":201", -1).length - 1);
    }
  }

  private static String line(int person, String specification) {
    String said = person % 2 == 0 ? "granted" : "denied";
    String characteristic =
        said.equals("granted")
            ? Consenting.granted(Consenting.EMAIL)
            : Consenting.denied(Consenting.EMAIL);
    String body = Consenting.profile("person-" + person, specification, characteristic);
    return "{\"key\":\"%d\",\"resource\":%s}".formatted(person, body.replace("\n", ""));
  }

  @Test
  void oneDecision_takesMilliseconds() {
    ask(200);
    long[] micros = ask(ASKED);
    Arrays.sort(micros);
    System.out.printf(
        "a decision over HTTP: median %d us, 99 of 100 within %d us%n",
        micros[ASKED / 2], micros[ASKED * 99 / 100]);
    assertTrue(micros[ASKED / 2] < Duration.ofMillis(50).toNanos() / 1_000);
  }

  private static long[] ask(int times) {
    Client client = CLERK.client();
    String path = "/consent/v1/decision?purpose=marketing.email&party=person-";
    return IntStream.range(0, times)
        .mapToLong(
            i -> {
              int person = i * 7919 % PEOPLE;
              long began = System.nanoTime();
              Answer answer = client.get(path + person);
              long took = System.nanoTime() - began;
              String expected = person % 2 == 0 ? "granted" : "denied";
              assertEquals(expected, answer.json().path("decision").asText());
              return took / 1_000;
            })
        .toArray();
  }

  @Test
  void thousandDecisionsAtOnce_takeOneLook() {
    String parties =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"person-" + i * 3 + "\"")
            .collect(Collectors.joining(","));
    String body = "{\"purpose\":\"marketing.email\",\"parties\":[" + parties + "]}";
    CLERK.client().post("/consent/v1/decision", body);
    long began = System.nanoTime();
    Answer answer = Expect.status(200, CLERK.client().post("/consent/v1/decision", body));
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    assertEquals(1_000, answer.json().size());
    System.out.printf("a thousand decisions in one request: %d ms%n", millis);
    assertTrue(millis < 5_000);
  }
}
