package trunkline.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** May this be done with this person: asked over HTTP. */
class DecisionTest {
  private static final String PATH = "/consent/v1/decision";
  private final Consenting clerk = Consenting.in(Shared.service());

  @Test
  void whoWasNeverAsked_hasNotAllowedIt() {
    JsonNode answer = clerk.ask("nobody");
    assertEquals("unknown", answer.path("decision").asText());
    assertFalse(answer.has("profile"));
    clerk.profileOf("jane", Consenting.granted("profiling"));
    assertEquals("unknown", clerk.verdict("jane"));
  }

  @Test
  void grantAndWithdrawal_countAtOnce_andThePastStaysAsItWas() {
    String path = clerk.profileOf("jane", Consenting.granted(Consenting.EMAIL));
    JsonNode granted = clerk.ask("jane");
    assertEquals("granted", granted.path("decision").asText());
    assertEquals("consent", granted.path("basis").asText());
    assertEquals(1, granted.path("version").asInt());
    assertEquals(Shared.service().base() + path, granted.path("profile").path("href").asText());
    JsonNode said = clerk.client().get(path).json().findPath("history").path(0);
    assertEquals(said.path("at"), granted.path("since"));
    assertEquals(said.path("until"), granted.path("until"));

    clerk.say(path, Consenting.denied(Consenting.EMAIL));
    JsonNode denied = clerk.ask("jane");
    assertEquals("denied", denied.path("decision").asText());
    assertEquals(2, denied.path("version").asInt());
    assertFalse(denied.has("until"));
    JsonNode then = clerk.ask("jane", "&at=" + granted.path("at").asText());
    assertEquals("granted", then.path("decision").asText());
    assertEquals(
        "unknown", clerk.ask("jane", "&at=2020-01-01T00:00:00Z").path("decision").asText());
  }

  @Test
  void draftAndProfileWithoutSpecification_sayNothing() {
    Client client = clerk.client();
    String grant = Consenting.granted(Consenting.EMAIL);
    String draft =
        Consenting.profile("jane", clerk.specification(), grant)
            .replaceFirst("\\{", "{\"status\":\"created\",");
    String path = Consenting.PROFILES + "/" + client.post(Consenting.PROFILES, draft).id();
    String free =
        "{\"agreedByParty\":{\"id\":\"jane\"},\"partyPrivacyProfileCharacteristic\":[%s]}"
            .formatted(grant.replaceFirst("\\{", "{\"privacyUsagePurpose\":\"marketing.email\","));
    Expect.status(201, client.post(Consenting.PROFILES, free));
    assertEquals("unknown", clerk.verdict("jane"));
    Expect.status(200, client.merge(path, "{\"status\":\"agreed\"}"));
    assertEquals("granted", clerk.verdict("jane"));
  }

  @Test
  void manyAtOnce_areAnsweredInOrder() {
    clerk.profileOf("a", Consenting.granted(Consenting.EMAIL));
    clerk.profileOf("c", Consenting.denied(Consenting.EMAIL));
    String body = "{\"purpose\":\"marketing.email\",\"parties\":[\"a\",\"b\",\"c\",\"a\"]}";
    Answer answer = Expect.status(200, clerk.client().post(PATH, body));
    assertEquals(
        List.of("granted", "unknown", "denied", "granted"),
        answer.json().findValuesAsText("decision"));
    assertEquals(List.of("a", "b", "c", "a"), answer.json().findValuesAsText("party"));
  }

  @Test
  void anotherTenant_knowsNothing() {
    clerk.profileOf("jane", Consenting.granted(Consenting.EMAIL));
    assertEquals("unknown", Consenting.in(Shared.service()).verdict("jane"));
  }

  @Test
  void wrongQuestions_areRefused() {
    Client client = clerk.client();
    for (String query :
        List.of(
            "",
            "?party=a",
            "?purpose=p",
            "?party=&purpose=p",
            "?party=a&purpose=p&at=yesterday",
            "?party=a&party=b&purpose=p",
            "?party=%00&purpose=p",
            "?party=a&purpose=p&when=now")) {
      Expect.refusal(400, "invalidQuery", client.get(PATH + query));
    }
    Expect.refusal(
        400, "askedAhead", client.get(PATH + "?party=a&purpose=p&at=2999-01-01T00:00:00Z"));
    String tooMany = "{\"purpose\":\"p\",\"parties\":[\"a\"" + ",\"a\"".repeat(1000) + "]}";
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"purpose\":\"p\",\"parties\":[]}",
            "{\"purpose\":\"p\",\"parties\":[5]}",
            "{\"parties\":[\"a\"]}",
            "{\"purpose\":\"p\",\"parties\":[\"a\"],\"at\":5}",
            tooMany)) {
      Expect.refusal(400, "invalidQuestion", client.post(PATH, body));
    }
    Expect.refusal(
        415, "unsupportedMediaType", client.send("POST", PATH, "{}", "Content-Type", "text/plain"));
    Client reader = Shared.service().client("acme", "tmf:read", "pii:read");
    Expect.refusal(403, "forbidden", reader.get(PATH + "?party=a&purpose=p"));
  }
}
