package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Expect;

/**
 * What comes back from the eID and can't be believed: each is refused, and nobody is identified.
 */
class EidRefusalTest {
  private static final String TENANT = "acme";
  private static Platform platform;
  private static String jane;

  @BeforeAll
  static void start() {
    platform = Platform.start();
    jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void logIn() {
    platform.eid().honest();
    platform.eid().logIn("29028012345", "Jane", "Roe", "1980-02-29");
  }

  /** Refused in TM Forum's form; the verification has failed, and nothing of it is kept. */
  private static void refused(int status, String code, String level) {
    JsonNode begun = platform.begin(TENANT, jane, level, "");
    Expect.refusal(status, code, platform.browse(platform.logIn(begun)));
    JsonNode verification = platform.verification(TENANT, begun.path("id").asText());
    assertEquals("failed", verification.path("status").asText());
    assertEquals(code, verification.path("refusal").asText());
    assertFalse(verification.has("reachedLevel"), verification.toString());
    assertTrue(platform.identities(TENANT, jane).isEmpty());
    assertEquals(List.of(), platform.rows("SELECT hash FROM identifier"));
    String id = begun.path("id").asText();
    assertEquals(
        List.of("null"), platform.rows("SELECT nonce FROM verification WHERE id = '" + id + "'"));
  }

  private static void refused(int status, String code) {
    refused(status, code, "substantial");
  }

  @Test
  void nonceOfAnotherLogin_isRefused() {
    platform.eid().forgeIdToken(claims -> claims.claim("nonce", "of-another-login"));
    refused(422, "idTokenInvalid");
  }

  @Test
  void noNonce_isRefused() {
    platform.eid().forgeIdToken(claims -> claims.claim("nonce", null));
    refused(422, "idTokenInvalid");
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // the JOSE library speaks it
  void expiredIdToken_isRefused() {
    Instant before = Instant.now().minus(Duration.ofMinutes(10));
    platform
        .eid()
        .forgeIdToken(
            claims -> claims.issueTime(Date.from(before)).expirationTime(Date.from(before)));
    refused(422, "idTokenInvalid");
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // the JOSE library speaks it
  void idTokenOfTheFuture_isRefused() {
    Instant later = Instant.now().plus(Duration.ofHours(1));
    platform.eid().forgeIdToken(claims -> claims.issueTime(Date.from(later)));
    refused(422, "idTokenInvalid");
  }

  @Test
  void wrongAudience_isRefused() {
    platform.eid().forgeIdToken(claims -> claims.audience("another-client"));
    refused(422, "idTokenInvalid");
  }

  @Test
  void tokenForOtherAudiencesToo_isRefused() {
    platform
        .eid()
        .forgeIdToken(claims -> claims.audience(List.of(NationalEid.CLIENT, "another-client")));
    refused(422, "idTokenInvalid");
  }

  @Test
  void tokenIssuedToAnotherParty_isRefused() {
    platform.eid().forgeIdToken(claims -> claims.claim("azp", "another-client"));
    refused(422, "idTokenInvalid");
  }

  @Test
  void wrongIssuer_isRefused() {
    platform.eid().forgeIdToken(claims -> claims.issuer("https://eid.example.evil"));
    refused(422, "idTokenInvalid");
  }

  @Test
  void signatureOfAStranger_isRefused() {
    platform.eid().signIdTokenAsStranger();
    refused(422, "idTokenInvalid");
  }

  @Test
  void algNone_isRefused() {
    platform.eid().leaveIdTokenUnsigned();
    refused(422, "idTokenInvalid");
  }

  @Test
  void acrBelowWhatWasAskedFor_isRefused() {
    platform.eid().acr("http://eidas.europa.eu/LoA/low");
    refused(422, "assuranceTooLow");
  }

  @Test
  void acrThatNobodyKnows_isRefused() {
    platform.eid().acr("very-sure-indeed");
    refused(422, "assuranceTooLow", "low");
  }

  @Test
  void loginOfYesterday_isRefused() {
    platform.eid().loggedInAt(Instant.now().minus(Duration.ofDays(1)));
    refused(422, "loginTooOld");
  }

  @Test
  void loginWithoutItsTime_isRefused() {
    platform.eid().forgeIdToken(claims -> claims.claim("auth_time", null));
    refused(422, "idTokenInvalid");
  }

  @Test
  void userInfoOfAnotherPerson_isRefused() {
    platform.eid().forgeUserInfo(claims -> claims.subject("somebody-else"));
    refused(422, "userInfoInvalid");
  }

  @Test
  void userInfoAsPlainJson_isRefused() {
    platform.eid().answerUserInfoAsJson();
    refused(422, "userInfoInvalid");
  }

  @Test
  void userInfoWithAlgNone_isRefused() {
    platform.eid().leaveUserInfoUnsigned();
    refused(422, "userInfoInvalid");
  }

  @Test
  void userInfoSignedByAStranger_isRefused() {
    platform.eid().signUserInfoAsStranger();
    refused(422, "userInfoInvalid");
  }

  @Test
  void userInfoForAnotherClient_isRefused() {
    platform.eid().forgeUserInfo(claims -> claims.audience("another-client"));
    refused(422, "userInfoInvalid");
  }

  @Test
  void userInfoWithoutTheIdentifier_isRefused() {
    platform.eid().forgeUserInfo(claims -> claims.claim("pid", null));
    refused(422, "userInfoInvalid");
  }

  @Test
  void answerOfAnotherIssuer_isRefused() {
    JsonNode begun = platform.begin(TENANT, jane, "low", "");
    String callback = platform.logIn(begun) + "&iss=https%3A%2F%2Feid.example.evil";
    Expect.refusal(422, "issuerMismatch", platform.browse(callback));
    Expect.refusal(409, "stateUsed", platform.browse(platform.logIn(begun)));
  }

  @Test
  void codeOfAnotherLogin_isRefused() {
    JsonNode mine = platform.begin(TENANT, jane, "low", "");
    JsonNode other = platform.begin(TENANT, jane, "low", "");
    String myState = parameter(platform.logIn(mine), "state");
    String otherCode = parameter(platform.logIn(other), "code");
    String mixed = "/identification/v1/callback?code=" + otherCode + "&state=" + myState;
    Expect.refusal(422, "codeRefused", platform.browse(mixed)); // PKCE, at the provider
  }

  @Test
  void replayedAnswer_isRefused() {
    String bob = platform.individual("replay", "Jane", "Roe", "1980-02-29");
    String callback = platform.logIn(platform.begin("replay", bob, "low", ""));
    Expect.status(200, platform.browse(callback));
    Expect.refusal(409, "stateUsed", platform.browse(callback));
    assertEquals(1, platform.identities("replay", bob).size());
    platform
        .service()
        .client("replay")
        .delete(Platform.IDENTITY + "/" + platform.identities("replay", bob).at("/0/id").asText());
    Platform.await(() -> platform.rows("SELECT hash FROM identifier").isEmpty());
  }

  @Test
  void personWhoDeclines_failsTheVerification() {
    JsonNode begun = platform.begin(TENANT, jane, "low", "");
    String state = parameter(platform.logIn(begun), "state");
    String declined = "/identification/v1/callback?error=access_denied&state=" + state;
    Expect.refusal(422, "eidDeclined", platform.browse(declined));
    assertEquals(
        "eidDeclined",
        platform.verification(TENANT, begun.path("id").asText()).path("refusal").asText());
  }

  @Test
  void personWithAReturnUrl_isToldTheReasonThere() {
    platform.eid().leaveIdTokenUnsigned();
    String more = ",\"returnUrl\":\"%s\"".formatted(Platform.RETURN_URL);
    JsonNode begun = platform.begin(TENANT, jane, "low", more);
    var answer = Expect.status(302, platform.browse(platform.logIn(begun)));
    assertEquals(
        "%s?verification=%s&status=failed&error=idTokenInvalid"
            .formatted(Platform.RETURN_URL, begun.path("id").asText()),
        answer.header("Location"));
  }

  @Test
  void stateThatNobodyGave_isRefused() {
    String path = "/identification/v1/callback";
    for (String query :
        new String[] {
          "", "?", "?code=x", "?state=", "?code=x&state=guessed", "?state=a&state=b", "?state=%00"
        }) {
      Expect.refusal(400, "stateUnknown", platform.browse(path + query));
    }
  }

  @Test
  void providerThatIsDown_answers503AndAsksToComeBack() {
    JsonNode begun = platform.begin(TENANT, jane, "low", "");
    String callback = platform.logIn(begun);
    platform.eid().goDown();
    var answer = Expect.refusal(503, "eidUnavailable", platform.browse(callback));
    assertEquals("30", answer.header("Retry-After"));
  }

  private static String parameter(String callback, String name) {
    for (String pair : callback.substring(callback.indexOf('?') + 1).split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no " + name + " in " + callback);
  }
}
