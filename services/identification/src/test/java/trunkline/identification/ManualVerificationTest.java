package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** Somebody looks at documents, and somebody else decides. */
class ManualVerificationTest {
  private static final String TENANT = "acme";
  private static final String APPROVE = "{\"decision\":\"approve\",\"reason\":\"photo fits\"}";
  private static final String REJECT = "{\"decision\":\"reject\",\"reason\":\"copy unreadable\"}";
  private static final String BILL =
      "{\"type\":\"utilityBill\",\"issuingCountry\":\"DE\",\"validUntil\":\"2099-01-31\",\"reference\":\"doc-2\"}";
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = Platform.start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  static String passport(String individual, String number, String... more) {
    String document =
        """
        {"type":"passport","issuingCountry":"DE","number":"%s","validUntil":"2099-01-31","reference":"doc-1"}
        """
            .formatted(number);
    String documents =
        String.join(",", Stream.concat(Stream.of(document), Stream.of(more)).toList());
    return "{\"individualId\":\"%s\",\"document\":[%s]}".formatted(individual, documents);
  }

  private static String propose(String body) {
    Answer proposed = Expect.status(201, platform.agent(TENANT).post(Platform.MANUAL, body));
    assertEquals("needsReview", proposed.json().path("status").asText());
    assertTrue(proposed.header("Location").endsWith(proposed.id()));
    return Platform.VERIFICATION + "/" + proposed.id();
  }

  @Test
  void proposalThatAnotherApproves_givesAnIdentity() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    String path = propose(passport(jane, "C01X00T478", BILL));
    assertTrue(platform.identities(TENANT, jane).isEmpty());
    Expect.refusal(403, "fourEyes", platform.agent(TENANT).post(path + "/decision", APPROVE));
    Expect.refusal(403, "fourEyes", platform.agent(TENANT).post(path + "/decision", REJECT));
    JsonNode decided =
        Expect.status(200, platform.reviewer(TENANT).post(path + "/decision", APPROVE)).json();
    assertEquals("verified", decided.path("status").asText());
    assertEquals(List.of("tester", "reviewer"), decided.path("history").findValuesAsText("by"));
    assertEquals("photo fits", decided.at("/history/1/reason").asText());
    JsonNode credential = platform.identities(TENANT, jane).at("/0/credential/0");
    assertEquals("DocumentCredential", credential.path("@type").asText());
    assertEquals("substantial", credential.path("trustLevel").asText());
    assertEquals("doc-1", credential.at("/document/0/reference").asText());
  }

  @Test
  void oneDocument_givesLow_andEidAddsHigh() {
    String jane = platform.individual(TENANT, "Jane", "Both", "1980-02-29");
    String path = propose(passport(jane, "C01X00T479"));
    Expect.status(200, platform.reviewer(TENANT).post(path + "/decision", APPROVE));
    platform.eid().logIn("29028000010", "Jane", "Both", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "high"));
    JsonNode identities = platform.identities(TENANT, jane);
    assertEquals(1, identities.size());
    assertEquals(List.of("low", "high"), identities.findValuesAsText("trustLevel"));
  }

  @Test
  void proposalThatAnotherRejects_givesNothing() {
    String jane = platform.individual(TENANT, "Jane", "Rejected", "1980-02-29");
    String path = propose(passport(jane, "C01X00T480"));
    JsonNode decided =
        Expect.status(200, platform.reviewer(TENANT).post(path + "/decision", REJECT)).json();
    assertEquals("rejected", decided.path("status").asText());
    assertTrue(platform.identities(TENANT, jane).isEmpty());
    Expect.refusal(409, "notInReview", platform.reviewer(TENANT).post(path + "/decision", APPROVE));
    String twin = platform.individual(TENANT, "Jane", "Rejected", "1980-02-29");
    propose(passport(twin, "C01X00T480")); // what was rejected takes no number
  }

  @Test
  void passportOfAnother_isRecordedAsSuspicious() {
    String jane = platform.individual(TENANT, "Jane", "First", "1980-02-29");
    String john = platform.individual(TENANT, "John", "Second", "1980-02-29");
    String path = propose(passport(jane, "C01X00T481"));
    Expect.status(200, platform.reviewer(TENANT).post(path + "/decision", APPROVE));
    Answer refused = platform.agent(TENANT).post(Platform.MANUAL, passport(john, " c01-x00 t481"));
    Expect.refusal(409, "identifierTaken", refused);
    String suspicious = refused.header("Location");
    assertEquals(
        jane, platform.agent(TENANT).get(suspicious).json().path("conflictsWith").asText());
    Expect.refusal(
        409, "identifierTaken", platform.reviewer(TENANT).post(suspicious + "/decision", APPROVE));
    Expect.status(200, platform.reviewer(TENANT).post(suspicious + "/decision", REJECT));
  }

  @Test
  void tenDecisionsAtOnce_oneCounts() throws Exception {
    String jane = platform.individual(TENANT, "Jane", "Raced", "1980-02-29");
    String path = propose(passport(jane, "C01X00T482"));
    Callable<Integer> approve =
        () -> platform.reviewer(TENANT).post(path + "/decision", APPROVE).status();
    Callable<Integer> reject =
        () -> platform.reviewer(TENANT).post(path + "/decision", REJECT).status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          threads
              .invokeAll(
                  List.of(
                      approve, reject, approve, reject, approve, reject, approve, reject, approve,
                      reject))
              .stream()
              .map(java.util.concurrent.Future::resultNow)
              .toList();
      assertEquals(
          1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
    }
    JsonNode verification = Expect.status(200, platform.agent(TENANT).get(path)).json();
    assertEquals(2, verification.path("history").size(), verification.toString());
    boolean verified = verification.path("status").asText().equals("verified");
    assertEquals(verified ? 1 : 0, platform.identities(TENANT, jane).size());
  }

  @Test
  void documentsThatWontDo_areRefused() {
    String jane = platform.individual(TENANT, "Jane", "Weak", "1980-02-29");
    String good = passport(jane, "C01X00T483");
    refused(422, "documentExpired", good.replace("2099-01-31", "2001-01-31"));
    refused(
        422,
        "documentsTooWeak",
        good.replace("{\"ind", "{\"assuranceLevel\":\"substantial\",\"ind"));
    refused(400, "missingAttribute", good.replace("\"number\":\"C01X00T483\",", ""));
    refused(400, "missingAttribute", good.replace("doc-1", " "));
    refused(400, "invalidAttribute", good.replace("passport", "libraryCard"));
    refused(400, "invalidAttribute", good.replace("\"DE\"", "\"Germany\""));
    refused(400, "invalidAttribute", good.replace("2099-01-31", "2099-02-31"));
    refused(400, "invalidAttribute", "{\"individualId\":\"%s\",\"document\":[]}".formatted(jane));
    refused(
        400,
        "invalidAttribute",
        "{\"individualId\":\"%s\",\"document\":[%s]}".formatted(jane, BILL));
    assertFalse(
        platform
            .agent(TENANT)
            .get(Platform.VERIFICATION + "?individualId=" + jane)
            .text()
            .contains("needsReview"));
  }

  private static void refused(int status, String code, String body) {
    Expect.refusal(status, code, platform.agent(TENANT).post(Platform.MANUAL, body));
  }

  @Test
  void decisionThatSaysNothing_isRefused() {
    String jane = platform.individual(TENANT, "Jane", "Silent", "1980-02-29");
    String path = propose(passport(jane, "C01X00T484")) + "/decision";
    var reviewer = platform.reviewer(TENANT);
    Expect.refusal(400, "missingAttribute", reviewer.post(path, "{\"decision\":\"approve\"}"));
    Expect.refusal(400, "missingAttribute", reviewer.post(path, "{\"reason\":\"because\"}"));
    Expect.refusal(
        400,
        "invalidAttribute",
        reviewer.post(path, "{\"decision\":\"maybe\",\"reason\":\"because\"}"));
    Expect.refusal(
        404, "notFound", reviewer.post(Platform.VERIFICATION + "/nothing/decision", APPROVE));
    Expect.refusal(
        403, "forbidden", platform.service().client(TENANT, "identity:verify").post(path, APPROVE));
  }
}
