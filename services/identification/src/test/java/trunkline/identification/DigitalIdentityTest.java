package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** What a verification has said stays as it was said, whoever has the scope to write. */
class DigitalIdentityTest {
  private static final String TENANT = "acme";
  private static final String FORGED =
      "{\"@type\":\"NationalEidCredential\",\"trustLevel\":\"high\",\"state\":\"active\"}";
  private static Platform platform;
  private static JsonNode verified;

  @BeforeAll
  static void start() {
    platform = Platform.start();
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    platform.eid().logIn("29028012345", "Jane", "Roe", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    verified = platform.identities(TENANT, jane).path(0);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Answer patch(String body) {
    return platform.agent(TENANT).merge(path(), body);
  }

  private static String path() {
    return Platform.IDENTITY + "/" + verified.path("id").asText();
  }

  @Test
  void credentialOfAVerification_canNotBeForged() {
    Client agent = platform.agent(TENANT);
    String body = "{\"individualIdentified\":{\"id\":\"x\"},\"credential\":[%s]}".formatted(FORGED);
    Expect.refusal(422, "credentialOfVerification", agent.post(Platform.IDENTITY, body));
    Expect.refusal(
        422,
        "credentialOfVerification",
        agent.post(Platform.IDENTITY, body.replace("NationalEid", "Document")));
    Answer bulk =
        agent.send(
            "POST",
            "/bulk/v1/digitalIdentity",
            "{\"key\":\"1\",\"resource\":%s}\n".formatted(body),
            "Content-Type",
            "application/x-ndjson");
    assertEquals("credentialOfVerification", bulk.json().at("/error/code").asText(), bulk.text());
    Expect.refusal(
        422, "credentialOfVerification", patch("{\"credential\":[%s]}".formatted(FORGED)));
    String raise =
        "[{\"op\":\"replace\",\"path\":\"/credential/0/trustLevel\",\"value\":\"substantial\"}]";
    Expect.refusal(
        422, "credentialOfVerification", agent.patch(path(), "application/json-patch+json", raise));
  }

  @Test
  void verifiedIdentity_isNotMovedToAnotherPersonNorProlonged() {
    Expect.refusal(
        422, "fixedByVerification", patch("{\"individualIdentified\":{\"id\":\"somebody\"}}"));
    Expect.refusal(
        422,
        "fixedByVerification",
        patch("{\"validFor\":{\"endDateTime\":\"2099-01-01T00:00:00Z\"}}"));
    Expect.refusal(400, "immutableAttribute", patch("{\"creationDate\":\"2001-01-01T00:00:00Z\"}"));
  }

  @Test
  void otherCredentialsAndStatus_areTheAgents() {
    JsonNode eid = verified.at("/credential/0");
    Expect.status(
        200,
        patch("{\"credential\":[%s,{\"id\":\"2\",\"@type\":\"TokenCredential\"}]}".formatted(eid)));
    Expect.status(200, patch("{\"status\":\"suspended\"}"));
    Expect.status(200, patch("{\"status\":\"active\"}"));
  }

  @Test
  void identityOfNobodyOrWithAPassword_isRefused() {
    Client agent = platform.agent(TENANT);
    Expect.refusal(
        400,
        "nobodyIdentified",
        agent.post(Platform.IDENTITY, "{\"credential\":[{\"@type\":\"TokenCredential\"}]}"));
    Expect.refusal(
        422,
        "secretInCredential",
        agent.post(
            Platform.IDENTITY,
            "{\"individualIdentified\":{\"id\":\"x\"},\"credential\":[{\"@type\":\"LoginPasswordCredential\",\"login\":\"j\",\"password\":\"p\"}]}"));
    String period =
        "{\"individualIdentified\":{\"id\":\"x\"},\"credential\":[{\"@type\":\"TokenCredential\"}],\"validFor\":{\"startDateTime\":\"2020-01-02T00:00:00Z\",\"endDateTime\":\"%s\"}}";
    Expect.refusal(
        422,
        "periodReversed",
        agent.post(Platform.IDENTITY, period.formatted("2020-01-01T00:00:00Z")));
    Expect.refusal(
        400, "invalidAttribute", agent.post(Platform.IDENTITY, period.formatted("2020-02-31")));
  }
}
