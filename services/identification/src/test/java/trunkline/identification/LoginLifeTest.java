package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** A login outlives the process, happens once, and ends by itself; so does an identity. */
class LoginLifeTest {
  private static final String TENANT = "acme";
  private Platform platform;

  @BeforeEach
  void start() {
    platform =
        Platform.start(
            "verification.loginTime", "PT3S",
            "verification.eidValidity", "PT6S",
            "verification.sweep", "PT0.2S");
    platform.eid().logIn("29028012345", "Jane", "Roe", "1980-02-29");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void twentyCallbacksAtOnce_oneWins() throws Exception {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    String callback = platform.logIn(platform.begin(TENANT, jane, "low", ""));
    List<Callable<Integer>> race =
        IntStream.range(0, 20)
            .<Callable<Integer>>mapToObj(i -> () -> platform.browse(callback).status())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses =
          threads.invokeAll(race).stream()
              .map(java.util.concurrent.Future::resultNow)
              .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
      assertEquals(java.util.Map.of(200, 1L, 409, 19L), statuses);
    }
    assertEquals(1, platform.identities(TENANT, jane).size());
    assertEquals(1, platform.eid().tokenRequests().size());
  }

  @Test
  void serviceThatIsStartedAgain_takesTheLoginUp() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    String callback = platform.logIn(platform.begin(TENANT, jane, "low", ""));
    platform.service().restart();
    assertEquals(
        "verified", Expect.status(200, platform.browse(callback)).json().path("status").asText());
  }

  @Test
  void personWhoComesTooLate_isRefused() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    JsonNode begun = platform.begin(TENANT, jane, "low", "");
    String callback = platform.logIn(begun);
    String id = begun.path("id").asText();
    Platform.await(
        () -> platform.verification(TENANT, id).path("status").asText().equals("expired"));
    Expect.refusal(409, "verificationExpired", platform.browse(callback));
    assertEquals(
        List.of(), platform.rows("SELECT id FROM verification WHERE code_verifier IS NOT NULL"));
  }

  @Test
  void identityThatEnds_expiresAndLivesAgainByAnotherVerification() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    assertEquals("active", platform.identities(TENANT, jane).at("/0/status").asText());
    Platform.await(
        () -> platform.identities(TENANT, jane).at("/0/status").asText().equals("expired"));
    JsonNode expired = platform.identities(TENANT, jane).path(0);
    assertEquals("expired", expired.at("/credential/0/state").asText());
    String path = Platform.IDENTITY + "/" + expired.path("id").asText();
    Answer byHand = platform.agent(TENANT).merge(path, "{\"status\":\"active\"}");
    Expect.refusal(409, "verifyAgain", byHand);

    Expect.status(200, platform.verify(TENANT, jane, "low"));
    JsonNode renewed = platform.identities(TENANT, jane);
    assertEquals(1, renewed.size());
    assertEquals("active", renewed.at("/0/status").asText());
    assertEquals(expired.path("id"), renewed.at("/0/id"));
  }
}
