package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** The customer service deletes a person, or learns something new of one. */
class PersonGoneTest {
  private static final String TENANT = "acme";
  private static final String DOORS = "/privacy/v1/identification/";
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
  void deletedPerson_isForgottenAndSpokenForByNothing() {
    String jane = platform.individual(TENANT, "Jane", "Vanished", "1980-02-29");
    platform.eid().logIn("29028012345", "Jane", "Vanished", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    String callback = platform.logIn(platform.begin(TENANT, jane, "low", ""));
    String passport = ManualVerificationTest.passport(jane, "C01X00T478");
    String proposal =
        Expect.status(201, platform.agent(TENANT).post(Platform.MANUAL, passport)).id();

    Expect.status(204, platform.people().client(TENANT).delete(People.INDIVIDUAL + "/" + jane));
    Platform.await(() -> !platform.knows(TENANT, jane));
    assertEquals("revoked", platform.identities(TENANT, jane).at("/0/status").asText());
    JsonNode ended = platform.verification(TENANT, proposal);
    assertEquals("failed", ended.path("status").asText());
    assertEquals("individualGone", ended.path("refusal").asText());
    assertFalse(ended.has("evidence"), ended.toString());
    Expect.refusal(409, "stateUsed", platform.browse(callback));
    Platform.await(
        () ->
            platform
                .rows("SELECT hash FROM identifier WHERE individual_id = '%s'".formatted(jane))
                .isEmpty());
    assertFalse(platform.everything().contains("Vanished"), "the name is nowhere");
  }

  @Test
  void person_isExportedWithTheirVerificationsAndErasedOnceTheyAreGone() {
    String jane = platform.individual(TENANT, "Jane", "Exported", "1980-02-29");
    platform.eid().logIn("29028012346", "Jane", "Exported", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    Client officer = platform.service().client(TENANT, "privacy:execute");
    String subjects = "\"subjects\":[\"%s\"]".formatted(jane);
    List<String> lines =
        Expect.status(200, officer.post(DOORS + "export", "{%s}".formatted(subjects)))
            .text()
            .lines()
            .filter(line -> line.contains("\"kind\":\"verification\""))
            .toList();
    for (String what : List.of("given_name", "outcome", "keyedHash")) {
      assertTrue(lines.toString().contains(what), lines.toString());
    }
    assertTrue(lines.getFirst().contains("Exported"), lines.toString());

    String erasure = "{\"requestId\":\"gone\",%s}".formatted(subjects);
    Expect.refusal(503, "catchingUp", officer.post(DOORS + "erase", erasure));
    Expect.status(204, platform.people().client(TENANT).delete(People.INDIVIDUAL + "/" + jane));
    Platform.await(() -> officer.post(DOORS + "erase", erasure).json().path("done").asBoolean());
    assertFalse(platform.knows(TENANT, jane));
  }

  @Test
  void personWhoDeparted_isFollowedAgainFromTheStart() {
    String jane = platform.individual(TENANT, "Jane", "Replayed", "1980-02-29");
    Expect.status(204, platform.people().client(TENANT).delete(People.INDIVIDUAL + "/" + jane));
    Platform.await(() -> !platform.knows(TENANT, jane));
    String joan = platform.individual(TENANT, "Joan", "Replayed", "1980-02-29");
    platform.service().close();
    platform.execute("UPDATE cursor_position SET tx = '0', seq = 0 WHERE name = 'customer'");
    platform.execute("DELETE FROM known_individual");
    platform.service().restart();
    Platform.await(() -> platform.knows(TENANT, joan));
    Platform.await(() -> !platform.knows(TENANT, jane));
  }

  @Test
  void nameThatWasCorrected_isComparedFromThenOn() {
    String jane = platform.individual(TENANT, "Jane", "Maiden", "1980-02-29");
    platform.eid().logIn("29028000011", "Jane", "Married", "1980-02-29");
    assertEquals(
        "needsReview",
        Expect.status(200, platform.verify(TENANT, jane, "low")).json().path("status").asText());
    Expect.status(
        200,
        platform
            .people()
            .client(TENANT)
            .merge(People.INDIVIDUAL + "/" + jane, "{\"familyName\":\"Married\"}"));
    Platform.await(
        () ->
            !platform
                .rows("SELECT 1 FROM known_individual WHERE family_name = 'Married'")
                .isEmpty());
    assertEquals(
        "verified",
        Expect.status(200, platform.verify(TENANT, jane, "low")).json().path("status").asText());
  }
}
