package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** A person is identified by the national eID, from the request to the digital identity. */
class EidVerificationTest {
  private static final String TENANT = "acme";
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = Platform.start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void personWhoLogsIn_hasAnIdentityWithAnEidCredential() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    platform.eid().logIn("29028012345", "JANE MARIA", "Roe", "1980-02-29");
    JsonNode begun = platform.begin(TENANT, jane, "substantial", "");
    assertEquals("pending", begun.path("status").asText());
    Answer back = Expect.status(200, platform.browse(platform.logIn(begun)));
    assertEquals("verified", back.json().path("status").asText(), back.text());
    assertEquals("no-store", back.header("Cache-Control"));

    JsonNode verification = platform.verification(TENANT, begun.path("id").asText());
    assertEquals("verified", verification.path("status").asText());
    assertEquals("high", verification.path("reachedLevel").asText());
    assertEquals(
        List.of("pending", "redeeming", "verified"),
        verification.path("history").findValuesAsText("status"));
    JsonNode identity = platform.identities(TENANT, jane).path(0);
    assertEquals(verification.at("/digitalIdentity/id").asText(), identity.path("id").asText());
    assertEquals("active", identity.path("status").asText());
    JsonNode credential = identity.at("/credential/0");
    assertEquals("NationalEidCredential", credential.path("@type").asText());
    assertEquals("high", credential.path("trustLevel").asText());
    assertEquals("[\"pin\",\"hwk\"]", credential.path("amr").toString());
    assertEquals(platform.eid().issuer(), credential.path("provider").asText());
    assertEquals(
        identity.at("/validFor/endDateTime").asText(),
        credential.at("/validFor/endDateTime").asText());
  }

  @Test
  void authorizationUrl_asksForAllThatProtectsTheLogin() throws Exception {
    String jane = platform.individual(TENANT, "Jane", "Asks", "1980-02-29");
    platform.eid().logIn("29028000001", "Jane", "Asks", "1980-02-29");
    JsonNode begun = platform.begin(TENANT, jane, "substantial", "");
    Map<String, List<String>> asked =
        URLUtils.parseParameters(URI.create(begun.path("authorizationUrl").asText()).getRawQuery());
    assertEquals(List.of("code"), asked.get("response_type"));
    assertEquals(List.of("S256"), asked.get("code_challenge_method"));
    assertEquals(
        List.of("http://eidas.europa.eu/LoA/substantial http://eidas.europa.eu/LoA/high"),
        asked.get("acr_values"));
    assertEquals(List.of("300"), asked.get("max_age"));
    for (String name : new String[] {"state", "nonce", "code_challenge"}) {
      assertTrue(asked.getOrDefault(name, List.of("")).getFirst().length() >= 43, name);
    }
    Expect.status(200, platform.browse(platform.logIn(begun)));
    Map<String, List<String>> form =
        URLUtils.parseParameters(platform.eid().tokenRequests().getLast());
    assertFalse(form.containsKey("client_secret"), form.keySet().toString());
    SignedJWT assertion =
        SignedJWT.parse(form.getOrDefault("client_assertion", List.of("")).getFirst());
    assertTrue(
        assertion.verify(new RSASSAVerifier(NationalEid.CLIENT_KEY.toPublicJWK())),
        "the client proves itself by its key");
    assertEquals(NationalEid.CLIENT, assertion.getJWTClaimsSet().getSubject());
  }

  @Test
  void customerIsNamed_itsIndividualIsVerified() {
    String jane = platform.individual(TENANT, "Jane", "Customer", "1980-02-29");
    String body =
        "{\"name\":\"Jane\",\"engagedParty\":{\"id\":\"%s\",\"@referredType\":\"Individual\"}}"
            .formatted(jane);
    String customer =
        Expect.status(201, platform.people().client(TENANT).post(People.CUSTOMER, body)).id();
    String request = "{\"customerId\":\"%s\"}".formatted(customer);
    Platform.await(
        () -> platform.agent(TENANT).post(Platform.VERIFICATION, request).status() == 201);
    Answer begun = platform.agent(TENANT).post(Platform.VERIFICATION, request);
    assertEquals(jane, begun.json().path("individualId").asText(), begun.text());
  }

  @Test
  void returnUrlOfTheSettings_isWhereThePersonIsSent() {
    String jane = platform.individual(TENANT, "Jane", "Returns", "1980-02-29");
    platform.eid().logIn("29028000002", "Jane", "Returns", "1980-02-29");
    String more = ",\"returnUrl\":\"%s?basket=7\"".formatted(Platform.RETURN_URL);
    JsonNode begun = platform.begin(TENANT, jane, "low", more);
    Answer back = Expect.status(302, platform.browse(platform.logIn(begun)));
    assertEquals(
        "%s?basket=7&verification=%s&status=verified"
            .formatted(Platform.RETURN_URL, begun.path("id").asText()),
        back.header("Location"));
    assertEquals("no-referrer", back.header("Referrer-Policy"));
  }

  @Test
  void returnUrlElsewhere_isRefused() {
    String jane = platform.individual(TENANT, "Jane", "Stays", "1980-02-29");
    for (String url :
        new String[] {
          "https://shop.example.evil/verified",
          "https://shop.example/verified/../admin",
          "http://shop.example/verified",
          "https://shop.example:444/verified",
          "https://me@shop.example/verified",
          "https://shop.example/verified#x"
        }) {
      String body = "{\"individualId\":\"%s\",\"returnUrl\":\"%s\"}".formatted(jane, url);
      Expect.refusal(
          422, "returnUrlNotAllowed", platform.agent(TENANT).post(Platform.VERIFICATION, body));
    }
    for (String url : new String[] {"javascript:alert(1)", "//shop.example/verified", "no url"}) {
      String body = "{\"individualId\":\"%s\",\"returnUrl\":\"%s\"}".formatted(jane, url);
      Answer answer = platform.agent(TENANT).post(Platform.VERIFICATION, body);
      assertTrue(answer.status() == 400 || answer.status() == 422, answer.text());
    }
  }

  @Test
  void unknownPersonAndWrongBody_areRefused() {
    var agent = platform.agent(TENANT);
    Expect.refusal(
        422,
        "unknownIndividual",
        agent.post(Platform.VERIFICATION, "{\"individualId\":\"nobody\"}"));
    Expect.refusal(
        422, "unknownIndividual", agent.post(Platform.VERIFICATION, "{\"customerId\":\"nobody\"}"));
    Expect.refusal(400, "missingAttribute", agent.post(Platform.VERIFICATION, "{}"));
    Expect.refusal(400, "malformedBody", agent.post(Platform.VERIFICATION, "[]"));
    Expect.refusal(
        400, "invalidAttribute", agent.post(Platform.VERIFICATION, "{\"individualId\":7}"));
    Expect.refusal(
        415,
        "unsupportedMediaType",
        agent.send("POST", Platform.VERIFICATION, "{}", "Content-Type", "text/plain"));
    Expect.refusal(404, "notFound", agent.get(Platform.VERIFICATION + "/nothing"));
    Expect.refusal(400, "invalidQuery", agent.get(Platform.VERIFICATION + "?status=none"));
    Expect.refusal(
        403,
        "forbidden",
        platform.service().client(TENANT, "tmf:read").post(Platform.VERIFICATION, "{}"));
  }

  @Test
  void nameOrBirthDateThatDiffers_waitsForAReview() {
    String jane = platform.individual(TENANT, "Jane", "Known", "1980-02-29");
    platform.eid().logIn("29028000003", "Joan", "Known", "1980-03-01");
    Answer back = Expect.status(200, platform.verify(TENANT, jane, "low"));
    assertEquals("needsReview", back.json().path("status").asText());
    String id = back.json().path("verification").asText();
    assertEquals(
        "[\"birthDateDiffers\",\"givenNameDiffers\"]",
        platform.verification(TENANT, id).path("finding").toString());
    assertTrue(platform.identities(TENANT, jane).isEmpty());
    assertTrue(
        platform
            .agent(TENANT)
            .get(Platform.VERIFICATION + "?status=needsReview&individualId=" + jane)
            .text()
            .contains(id));
    String approval = "{\"decision\":\"approve\",\"reason\":\"married, saw the certificate\"}";
    Expect.refusal(
        403,
        "fourEyes",
        platform.agent(TENANT).post(Platform.VERIFICATION + "/" + id + "/decision", approval));
    Answer approved =
        platform.reviewer(TENANT).post(Platform.VERIFICATION + "/" + id + "/decision", approval);
    assertEquals("verified", Expect.status(200, approved).json().path("status").asText());
    assertEquals("reviewer", approved.json().path("decidedBy").asText());
    assertEquals(
        "high", platform.identities(TENANT, jane).at("/0/credential/0/trustLevel").asText());
    Expect.refusal(
        409,
        "notInReview",
        platform.reviewer(TENANT).post(Platform.VERIFICATION + "/" + id + "/decision", approval));
  }

  @Test
  void personVerifiedAgain_keepsTheIdentity() {
    String jane = platform.individual(TENANT, "Jane", "Again", "1980-02-29");
    platform.eid().logIn("29028000004", "Jane", "Again", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    JsonNode first = platform.identities(TENANT, jane);
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    JsonNode second = platform.identities(TENANT, jane);
    assertEquals(1, second.size());
    assertEquals(first.at("/0/id"), second.at("/0/id"));
    assertEquals(1, second.at("/0/credential").size());
    assertFalse(first.at("/0/credential/0/id").equals(second.at("/0/credential/0/id")));
  }

  @Test
  void anotherTenant_seesNothing() {
    String jane = platform.individual(TENANT, "Jane", "Hidden", "1980-02-29");
    String id = platform.begin(TENANT, jane, "low", "").path("id").asText();
    Expect.refusal(404, "notFound", platform.agent("other").get(Platform.VERIFICATION + "/" + id));
    Expect.refusal(
        422,
        "unknownIndividual",
        platform
            .agent("other")
            .post(Platform.VERIFICATION, "{\"individualId\":\"%s\"}".formatted(jane)));
  }
}
