package trunkline.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** What people allow, and how it is written down. */
class ProfileTest {
  private static final String EMAIL = Consenting.EMAIL;
  private final Consenting clerk = Consenting.in(Shared.service());

  @Test
  void grantThenWithdrawalThenGrant_allStandInTheHistory() {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    clerk.say(path, Consenting.denied(EMAIL));
    JsonNode profile = clerk.say(path, Consenting.granted(EMAIL));
    JsonNode email = characteristic(profile, EMAIL);
    assertEquals(
        List.of("granted", "denied", "granted"), email.path("history").findValuesAsText("value"));
    JsonNode first = email.path("history").path(0);
    assertEquals("jane", first.at("/evidence/by/id").asText());
    assertEquals("2026-01", first.at("/evidence/textVersion").asText());
    Instant at = Instant.parse(first.path("at").asText());
    assertTrue(at.isBefore(Instant.now().plusSeconds(1)));
    Instant until = Instant.parse(first.path("until").asText());
    assertEquals(
        2, ChronoUnit.YEARS.between(at.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)));
    assertFalse(email.has("evidence"), "kept in the history only");
    assertEquals("consent", email.path("legalBasis").asText());
  }

  @Test
  void grantSentBackWithNewEvidence_isRenewedFromNowOn() throws Exception {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    String first = clerk.ask("jane").path("until").asText();
    Thread.sleep(5);
    String add =
        "[{\"op\":\"add\",\"path\":\"/partyPrivacyProfileCharacteristic/0/evidence\",\"value\":%s}]"
            .formatted(Consenting.evidence());
    Expect.status(200, clerk.client().patch(path, "application/json-patch+json", add));
    String second = clerk.ask("jane").path("until").asText();
    assertTrue(Instant.parse(second).isAfter(Instant.parse(first)), first + " " + second);
  }

  @Test
  void hundredStatements_leaveRoomForAWithdrawalOnly() {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    String grant = Consenting.saying(Consenting.granted(EMAIL));
    for (int i = 1; i < 100; i++) {
      clerk.say(path, Consenting.granted(EMAIL));
    }
    Expect.refusal(409, "historyFull", clerk.client().merge(path, grant));
    clerk.say(path, Consenting.denied(EMAIL));
    Expect.refusal(409, "historyFull", clerk.client().merge(path, grant));
    assertEquals("denied", clerk.verdict("jane"));
  }

  @Test
  void whatANewProfileLeavesOpen_isDeniedAndWasSaidByNobody() {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    JsonNode profile = clerk.client().get(path).json();
    assertEquals(7, profile.path("partyPrivacyProfileCharacteristic").size());
    JsonNode sms = characteristic(profile, "marketing.sms");
    assertEquals("denied", sms.path("value").asText());
    assertFalse(sms.has("history"));
    assertEquals("jane", profile.at("/applicableForParty/id").asText());
  }

  @Test
  void arrayThatLeavesOthersOut_losesNothing_andWholeDocumentChangesNothing() {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    JsonNode before = clerk.client().get(path).json();
    JsonNode after = clerk.say(path, Consenting.denied("marketing.sms"));
    assertEquals(characteristic(before, EMAIL), characteristic(after, EMAIL));
    assertEquals(7, after.path("partyPrivacyProfileCharacteristic").size());
    Answer same = Expect.status(200, clerk.client().merge(path, Json.write(after)));
    assertEquals(after, same.json());
    String forged = Json.write(after).replace("\"2026-01\"", "\"1999\"");
    assertEquals(after, Expect.status(200, clerk.client().merge(path, forged)).json());
  }

  @Test
  void blindClient_canWithdrawWithoutHarmToTheEvidence() {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    Client blind = Shared.service().client(clerk.tenant(), "tmf:read", "tmf:write");
    String masked = Expect.status(200, blind.get(path)).text();
    assertFalse(masked.contains("192.0.2.7"), masked);
    blind.merge(path, Consenting.saying(Consenting.denied(EMAIL)));
    String clear = clerk.client().get(path).text();
    assertTrue(clear.contains("192.0.2.7"), clear);
    assertEquals("denied", clerk.verdict("jane"));
  }

  @Test
  void grant_needsCompleteAndNewEvidence() {
    String specification = clerk.specification();
    for (String evidence :
        List.of(
            "{}",
            "{\"channel\":\"web\"}",
            "{\"channel\":\"web\",\"textVersion\":\"1\"}",
            "{\"channel\":\" \",\"textVersion\":\"1\",\"ipAddress\":\"::1\"}")) {
      refused(422, "evidenceMissing", specification, evidence);
    }
    String whole = "{\"channel\":\"web\",\"textVersion\":\"1\",\"ipAddress\":\"%s\",\"at\":\"%s\"}";
    refused(
        422, "invalidAddress", specification, whole.formatted("500.1.1.1", "2020-01-01T00:00:00Z"));
    refused(422, "saidInFuture", specification, whole.formatted("::1", "2999-01-01T00:00:00Z"));
    String grant =
        "{\"name\":\"%s\",\"value\":\"granted\",\"evidence\":%s}"
            .formatted(EMAIL, Consenting.evidence());
    String path = clerk.profileOf("jane", grant);
    clerk.say(path, Consenting.denied(EMAIL));
    Expect.refusal(422, "evidenceReused", clerk.client().merge(path, Consenting.saying(grant)));
    String bare = "{\"name\":\"%s\",\"value\":\"granted\"}".formatted(EMAIL);
    Expect.refusal(422, "evidenceMissing", clerk.client().merge(path, Consenting.saying(bare)));
    assertEquals("denied", clerk.verdict("jane"));
  }

  private void refused(int status, String code, String specification, String evidence) {
    String grant =
        "{\"name\":\"%s\",\"value\":\"granted\",\"evidence\":%s}".formatted(EMAIL, evidence);
    String body = Consenting.profile("jane", specification, grant);
    Expect.refusal(status, code, clerk.client().post(Consenting.PROFILES, body));
  }

  @Test
  void whatTheSpecificationDoesNotHave_isRefused() {
    String specification = clerk.specification();
    String path = Consenting.PROFILES;
    Client client = clerk.client();
    Expect.refusal(
        422,
        "unknownCharacteristic",
        client.post(path, Consenting.profile("j", specification, Consenting.denied("tea"))));
    Expect.refusal(
        422,
        "valueNotAllowed",
        client.post(
            path,
            Consenting.profile(
                "j", specification, Consenting.denied(EMAIL).replace("denied", "perhaps"))));
    Expect.refusal(
        422,
        "unknownReference",
        client.post(path, Consenting.profile("j", "nowhere", Consenting.denied(EMAIL))));
    Expect.refusal(
        400,
        "missingAttribute",
        client.post(path, Consenting.profile(" ", specification, Consenting.denied(EMAIL))));
    Expect.refusal(
        422,
        "nameTwice",
        client.post(
            path,
            Consenting.profile(
                "j", specification, Consenting.denied(EMAIL) + "," + Consenting.denied(EMAIL))));
  }

  @Test
  void settingWithRange_takesWhatLiesInIt() {
    String body =
        Specimens.SPECIFICATION.body().replace("\"version\"", "\"status\":\"Active\",\"version\"");
    String specification =
        Expect.status(201, clerk.client().post(Consenting.SPECIFICATIONS, body)).id();
    for (String wrong : List.of("29", "91", "\"60\"", "null")) {
      String profile = Consenting.profile("j", specification, days(wrong));
      Expect.refusal(422, "valueNotAllowed", clerk.client().post(Consenting.PROFILES, profile));
    }
    String profile = Consenting.profile("j", specification, days("30"));
    Expect.status(201, clerk.client().post(Consenting.PROFILES, profile));
  }

  private static String days(String value) {
    return "{\"name\":\"keptForDays\",\"value\":" + value + "}";
  }

  @Test
  void secondAgreedProfileOfAPartyAndSpecification_isRefused_butAnIdempotentRepeatIsNot() {
    String body = Consenting.profile("jane", clerk.specification(), Consenting.granted(EMAIL));
    Client client = clerk.client();
    String id =
        Expect.status(201, client.post(Consenting.PROFILES, body, "Idempotency-Key", "k")).id();
    assertEquals(
        id,
        Expect.status(201, client.post(Consenting.PROFILES, body, "Idempotency-Key", "k")).id());
    Expect.refusal(409, "alreadyTaken", client.post(Consenting.PROFILES, body));
    String draft = body.replaceFirst("\\{", "{\"status\":\"created\",");
    String second = Expect.status(201, client.post(Consenting.PROFILES, draft)).id();
    String agree = "{\"status\":\"agreed\"}";
    Expect.refusal(409, "alreadyTaken", client.merge(Consenting.PROFILES + "/" + second, agree));
    Expect.status(200, client.merge(Consenting.PROFILES + "/" + id, "{\"status\":\"terminated\"}"));
    Expect.status(200, client.merge(Consenting.PROFILES + "/" + second, agree));
  }

  @Test
  void endedProfile_grantsNoMore_butTakesAWithdrawal() {
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    Expect.status(200, clerk.client().merge(path, "{\"status\":\"terminated\"}"));
    assertEquals("unknown", clerk.verdict("jane"));
    Expect.refusal(
        409,
        "profileEnded",
        clerk.client().merge(path, Consenting.saying(Consenting.granted(EMAIL))));
    clerk.say(path, Consenting.denied(EMAIL));
    assertEquals("denied", clerk.verdict("jane"));
  }

  @Test
  void retiredSpecification_grantsNoMore_butTakesAWithdrawal() {
    String specification = clerk.specification();
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    Expect.status(
        200,
        clerk
            .client()
            .merge(Consenting.SPECIFICATIONS + "/" + specification, "{\"status\":\"Retired\"}"));
    String grant = Consenting.saying(Consenting.granted("profiling"));
    Expect.refusal(409, "specificationNotActive", clerk.client().merge(path, grant));
    clerk.say(path, Consenting.denied(EMAIL));
    assertEquals("denied", clerk.verdict("jane"));
  }

  @Test
  void agreedProfile_isNeitherMovedNorProlonged() {
    Client client = clerk.client();
    String path = clerk.profileOf("jane", Consenting.granted(EMAIL));
    Expect.refusal(
        422, "profileMoved", client.merge(path, "{\"applicableForParty\":{\"id\":\"joe\"}}"));
    String forever = "{\"validFor\":{\"endDateTime\":\"%s\"}}";
    String end = Instant.now().plus(90, ChronoUnit.DAYS).toString();
    Expect.status(200, client.merge(path, forever.formatted(end)));
    for (String wrong :
        List.of(
            forever.formatted("2999-01-01T00:00:00Z"),
            forever.formatted("2020-01-01T00:00:00Z"),
            "{\"validFor\":null}",
            "{\"validFor\":{\"startDateTime\":\"2020-01-01T00:00:00Z\"}}")) {
      Expect.refusal(409, "validityRewritten", client.merge(path, wrong));
    }
    assertEquals(end, clerk.ask("jane").path("until").asText());
    String longer =
        "{\"name\":\"%s\",\"value\":\"granted\",\"validFor\":{\"endDateTime\":\"2999-01-01T00:00:00Z\"}}"
            .formatted(EMAIL);
    Expect.refusal(422, "validityWithoutEvidence", client.merge(path, Consenting.saying(longer)));
  }

  @Test
  void agreementAboutAProfile_keepsItAndStaysAsItWasApproved() {
    String profile = clerk.profileOf("jane", Consenting.granted(EMAIL));
    String about =
        ",\"partyPrivacyProfile\":[{\"id\":\"%s\"}]}"
            .formatted(profile.substring(profile.lastIndexOf('/') + 1));
    String body = Specimens.AGREEMENT.body().strip();
    String path = Specimens.AGREEMENT.path();
    Client client = clerk.client();
    Expect.refusal(
        422,
        "unknownReference",
        client.post(
            path,
            body.substring(0, body.length() - 1) + about.replace("[{\"id\":\"", "[{\"id\":\"no")));
    String id =
        Expect.status(201, client.post(path, body.substring(0, body.length() - 1) + about)).id();
    Expect.refusal(409, "stillReferred", client.delete(profile));
    Expect.status(200, client.merge(path + "/" + id, "{\"status\":\"approved\"}"));
    Expect.refusal(
        409, "agreementFixed", client.merge(path + "/" + id, "{\"statementOfIntent\":\"more\"}"));
    Expect.status(204, client.delete(path + "/" + id));
    Expect.status(204, client.delete(profile));
    assertEquals("unknown", clerk.verdict("jane"));
  }

  private static JsonNode characteristic(JsonNode profile, String name) {
    return StreamSupport.stream(
            profile.path("partyPrivacyProfileCharacteristic").spliterator(), false)
        .filter(c -> c.path("name").asText().equals(name))
        .collect(Collectors.toList())
        .getFirst();
  }
}
