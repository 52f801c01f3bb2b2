package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.consent.privacy.PersonalWorld.Person;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureInstruction;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Exports and erasures from the request to the archive and the receipt. */
class PrivacyRequestTest {
  private static final String REQUESTS = PersonalWorld.REQUESTS;
  private static PersonalWorld world;

  @BeforeAll
  static void start() {
    world = new PersonalWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void mend() {
    world.edge.decide((path, body) -> true);
  }

  private static JsonNode receipt(String request) throws Exception {
    String text =
        Expect.status(200, world.clerk().get(REQUESTS + "/" + request + "/receipt")).text();
    return Receipts.verified(text, world.consent.stranger());
  }

  private static JsonNode service(JsonNode receipt, String name) {
    return StreamSupport.stream(receipt.path("services").spliterator(), false)
        .filter(service -> service.path("service").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> texts(JsonNode array, String attribute) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.path(attribute).asText())
        .collect(Collectors.toSet());
  }

  private static void execute(String sql) throws Exception {
    try (Connection owner = world.consent.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void export_isAnArchiveOfEveryServiceWithAManifestThatHolds() throws Exception {
    Person person = world.person();
    String request = world.ask("export", person);
    JsonNode done = world.await(request, "done");
    assertEquals(person.id(), done.path("party").asText());
    assertEquals("{\"diary\":true,\"consent\":true}", done.path("services").toString());

    Map<String, String> files = Archives.fetch(world.consent.base(), request);
    JsonNode manifest = Archives.checkedManifest(files);
    assertEquals("trunkline.person/1", manifest.path("format").asText());
    assertTrue(manifest.path("subjects").toString().contains(person.id()));
    assertEquals(3, files.getOrDefault("diary/resource.ndjson", "").lines().count());
    assertEquals(3, files.getOrDefault("diary/event.ndjson", "").lines().count());
    assertTrue(files.getOrDefault("consent/resource.ndjson", "").contains(person.profile()));
    assertTrue(files.getOrDefault("consent/event.ndjson", "").contains(person.marker()));
    assertTrue(files.getOrDefault("consent/privacyRequest.ndjson", "").contains(request));
  }

  @Test
  void erasure_leavesNothingAnywhereAndSignsWhatWentAndWhatTheLawKeeps() throws Exception {
    Person person = world.person();
    Person other = world.person();
    assertTrue(world.traces(person).size() > 6, world.traces(person).toString());
    String request = world.ask("erasure", person);
    JsonNode done = world.await(request, "done");
    assertFalse(done.has("party"), done.toString());
    assertFalse(done.has("reason"), done.toString());

    assertEquals(List.of(), world.traces(person));
    JsonNode receipt = receipt(request);
    String hash = ErasureInstruction.hash(request + "/" + person.id());
    assertEquals(hash, receipt.path("subject").asText());
    assertEquals(
        Set.of("person", "diary"), texts(service(receipt, "diary").path("erased"), "type"));
    JsonNode ledger = service(receipt, "diary").at("/kept/0");
    assertEquals(person.ledger(), ledger.path("id").asText());
    assertEquals("ACCOUNTING", ledger.path("retention").asText());
    assertTrue(ledger.path("keptUntil").asText().endsWith("-12-31"));
    assertEquals(1, receipt.at("/retention/ACCOUNTING/kept").asInt());
    assertEquals(1, receipt.at("/retention/IDENTITY/gone").asInt());
    assertEquals(1, receipt.at("/retention/CONSENT_EVIDENCE/kept").asInt());
    assertTrue(receipt.at("/warehouse/instructedAt/diary").asText().contains("-"));
    assertFalse(receipt.toString().contains(person.id()));

    assertTrue(world.traces(other).size() > 6, "somebody else's data must stay");
  }

  @Test
  void relationThatRuns_refusesAndErasesNothing() throws Exception {
    Person person = world.person();
    String open =
        world.diary(
            "diary",
            "{\"name\":\"of %s\",\"status\":\"open\",\"writer\":{\"id\":\"%s\"}}"
                .formatted(person.marker(), person.id()));
    int before = world.traces(person).size();
    String request = world.ask("erasure", person);
    JsonNode refused = world.await(request, "refused");
    assertEquals(open, refused.at("/running/0/id").asText());
    assertTrue(world.traces(person).size() >= before);
    Expect.refusal(409, "notDone", world.clerk().get(REQUESTS + "/" + request + "/receipt"));

    world
        .diary
        .client(PersonalWorld.TENANT)
        .merge("/tmf-api/diaryManagement/v4/diary/" + open, "{\"status\":\"closed\"}");
    String again = world.ask("erasure", person);
    assertNotEquals(request, again);
    world.await(again, "done");
    assertEquals(List.of(), world.traces(person));
    JsonNode forgotten = world.await(request, "refused");
    assertFalse(forgotten.has("party"), forgotten.toString());
    assertFalse(forgotten.has("running"), forgotten.toString());
  }

  @Test
  void erasure_takesEarlierExportsWithIt() throws Exception {
    Person person = world.person();
    String export = world.ask("export", person);
    world.await(export, "done");
    world.await(world.ask("erasure", person), "done");
    JsonNode expired = world.await(export, "expired");
    assertFalse(expired.has("party"), expired.toString());
    Expect.refusal(409, "expired", world.clerk().get(REQUESTS + "/" + export + "/archive"));
  }

  @Test
  void archiveWhoseTimeIsOver_isDeleted() throws Exception {
    String request = world.ask("export", world.person());
    world.await(request, "done");
    execute("UPDATE privacy_request SET next_at = now() WHERE id = '" + request + "'");
    JsonNode expired = world.await(request, "expired");
    assertFalse(expired.has("party"), expired.toString());
    Expect.refusal(409, "expired", world.clerk().get(REQUESTS + "/" + request + "/archive"));
    execute(
        "DO $$ BEGIN ASSERT NOT EXISTS (SELECT 1 FROM privacy_archive_file WHERE request_id = '%s'); END $$"
            .formatted(request));
  }

  @Test
  void serviceThatDoesNotAnswer_isAwaitedAndSaidToBeAway() throws Exception {
    Person person = world.person();
    world.edge.decide((path, body) -> !path.startsWith("/privacy/v1/diary"));
    String request = world.ask("erasure", person);
    while (!Json.write(world.clerk().get(REQUESTS + "/" + request).json())
        .contains("diary cannot be reached")) {
      Thread.sleep(50);
    }
    world.edge.decide((path, body) -> true);
    assertFalse(world.await(request, "done").has("problem"));
    assertEquals(List.of(), world.traces(person));
  }

  @Test
  void termOfTheLawOver_goesToo() throws Exception {
    Person person = world.person();
    String request = world.ask("erasure", person);
    world.await(request, "done");
    String first = world.clerk().get(REQUESTS + "/" + request + "/receipt").text();
    try (Connection owner = world.diary.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "UPDATE erasure_item SET kept_until = '2020-12-31' WHERE request_id = '%s' AND kept_until IS NOT NULL"
              .formatted(request));
    }
    execute("UPDATE privacy_request SET next_at = now() WHERE id = '" + request + "'");
    String second = first;
    while (second.equals(first)) {
      Thread.sleep(50);
      second = world.clerk().get(REQUESTS + "/" + request + "/receipt").text();
    }
    JsonNode receipt = Receipts.verified(second, world.consent.stranger());
    assertTrue(service(receipt, "diary").path("kept").isEmpty(), receipt.toString());
    assertEquals(1, service(receipt, "consent").path("kept").size(), receipt.toString());
    String ledger = "/tmf-api/diaryManagement/v4/ledger/" + person.ledger();
    Expect.refusal(404, "notFound", world.diary.client(PersonalWorld.TENANT).get(ledger));
  }

  @Test
  void sameRequestWhileItRuns_isTheSame() throws Exception {
    Person person = world.person();
    world.edge.decide((path, body) -> false);
    String request = world.ask("export", person);
    assertEquals(request, world.ask("export", person));
    assertNotEquals(request, world.ask("erasure", person));
    world.edge.decide((path, body) -> true);
    world.await(request, "done");
    assertTrue(texts(world.clerk().get(REQUESTS).json(), "id").contains(request));
  }

  @Test
  void personWhomNobodyKnows_isToldSo() throws Exception {
    String body = PersonalWorld.body("export", "nobody-" + System.nanoTime());
    String request = Expect.status(202, world.clerk().post(REQUESTS, body)).id();
    world.await(request, "done");
    Map<String, String> files = Archives.fetch(world.consent.base(), request);
    assertEquals(Set.of("consent/privacyRequest.ndjson", "manifest.json"), files.keySet());
  }

  @Test
  void othersAndOtherTenants_areShutOut() throws Exception {
    String request = world.ask("export", world.person());
    world.await(request, "done");
    Client other = world.consent.client("other", "privacy:write");
    for (String path : List.of("", "/archive", "/receipt")) {
      Expect.refusal(404, "notFound", other.get(REQUESTS + "/" + request + path));
      Client agent =
          world.consent.client(PersonalWorld.TENANT, "tmf:read", "tmf:write", "pii:read");
      Expect.refusal(403, "forbidden", agent.get(REQUESTS + "/" + request + path));
    }
    assertTrue(other.get(REQUESTS).json().isEmpty());
  }

  @Test
  void wrongRequests_areRefusedByName() throws Exception {
    Client clerk = world.clerk();
    Expect.refusal(400, "missingAttribute", clerk.post(REQUESTS, "{}"));
    Expect.refusal(
        400, "missingAttribute", clerk.post(REQUESTS, "{\"kind\":\"export\",\"party\":\"p\"}"));
    Expect.refusal(400, "invalidAttribute", clerk.post(REQUESTS, PersonalWorld.body("copy", "p")));
    Expect.refusal(
        400, "invalidAttribute", clerk.post(REQUESTS, PersonalWorld.body("export", " ")));
    Expect.refusal(404, "notFound", clerk.get(REQUESTS + "/nothing"));
    String export = world.ask("export", world.person());
    Expect.refusal(409, "hasNone", clerk.get(REQUESTS + "/" + export + "/receipt"));
    world.await(export, "done");
  }

  @Test
  void newSigningKey_leavesOldReceiptsVerifiable() throws Exception {
    Person person = world.person();
    String request = world.ask("erasure", person);
    world.await(request, "done");
    String given = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
    world.consent.restart("privacy.receiptKey", given);
    JsonNode old = receipt(request);
    assertEquals(request, old.path("requestId").asText());
    String second = world.ask("erasure", world.person());
    world.await(second, "done");
    assertEquals(second, receipt(second).path("requestId").asText());
  }
}
