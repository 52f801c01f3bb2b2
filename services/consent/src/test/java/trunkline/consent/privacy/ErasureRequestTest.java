package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.consent.privacy.PersonalWorld.Person;
import trunkline.platform.digest.Sha256;
import trunkline.platform.testing.Expect;

/** Erasures from the request to the receipt. */
class ErasureRequestTest {
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

  private static JsonNode get(String request) {
    return Expect.status(200, world.clerk().get(REQUESTS + "/" + request)).json();
  }

  private static String text(String request) {
    return Expect.status(200, world.clerk().get(REQUESTS + "/" + request + "/receipt")).text();
  }

  private static JsonNode receipt(String request) throws Exception {
    return Receipts.verified(text(request), world.consent.stranger());
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
    String hash = Sha256.hex(request + "/" + person.id());
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
  void serviceThatDoesNotAnswer_isAwaitedAndSaidToBeAway() throws Exception {
    Person person = world.person();
    world.edge.decide((path, body) -> !path.startsWith("/privacy/v1/diary"));
    String request = world.ask("erasure", person);
    PersonalWorld.await(
        () -> get(request).path("problem").asText().contains("diary cannot be reached"));
    world.edge.decide((path, body) -> true);
    assertFalse(world.await(request, "done").has("problem"));
    assertEquals(List.of(), world.traces(person));
  }

  @Test
  void termOfTheLawOver_goesToo() throws Exception {
    Person person = world.person();
    String request = world.ask("erasure", person);
    world.await(request, "done");
    String first = text(request);
    PersonalWorld.execute(
        world.diary,
        "UPDATE erasure_item SET kept_until = '2020-12-31' WHERE request_id = '%s' AND kept_until IS NOT NULL"
            .formatted(request));
    PersonalWorld.execute(
        world.consent, "UPDATE privacy_request SET next_at = now() WHERE id = '" + request + "'");
    PersonalWorld.await(() -> !text(request).equals(first));
    JsonNode receipt = receipt(request);
    assertTrue(service(receipt, "diary").path("kept").isEmpty(), receipt.toString());
    assertEquals(1, service(receipt, "consent").path("kept").size(), receipt.toString());
    String ledger = "/tmf-api/diaryManagement/v4/ledger/" + person.ledger();
    Expect.refusal(404, "notFound", world.diary.client(PersonalWorld.TENANT).get(ledger));
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
