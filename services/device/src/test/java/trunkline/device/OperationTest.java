package trunkline.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.device.resource.Resource;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.StoredResources;

/** Assign, swap, port out, release: what several resources do together. */
class OperationTest {
  private final Devices devices = new Devices("operations");

  @Test
  void assigned_cardAndNumbersBelongToTheParty() {
    String sim = devices.sim("{}");
    String number = devices.number("{}");
    String second = devices.number(Devices.owned("reserved", "jane"));
    Answer answer = Expect.status(200, devices.assign(sim, "jane", number, second));
    assertEquals(List.of("assigned", "assigned", "assigned"), states(answer));
    assertEquals(sim, answer.json().path(0).path("id").asText());
    assertEquals("Sim", answer.json().path(0).path("@referredType").asText());
    for (String id : List.of(number, second)) {
      assertEquals(sim, devices.read(id).at("/resourceRelationship/0/id").asText());
      assertEquals("jane", devices.read(id).at("/relatedParty/0/id").asText());
    }
    String etag = devices.client().get(Devices.PATH + "/" + number).header("ETag");
    Expect.status(200, devices.assign(sim, "jane", number, second));
    assertEquals(etag, devices.client().get(Devices.PATH + "/" + number).header("ETag"));
  }

  @Test
  void assignedToOne_isNotAssignedToAnother() {
    String sim = devices.sim("{}");
    String number = devices.number(Devices.owned("reserved", "john"));
    Expect.refusal(409, "ofAnother", devices.assign(sim, "jane", number));
    assertEquals("available", devices.state(sim), "nothing is half done");
    Expect.status(200, devices.assign(sim, "john", number));
    Expect.refusal(409, "ofAnother", devices.assign(sim, "jane"));
    Expect.status(200, devices.become("blocked", sim));
    Expect.refusal(409, "blocked", devices.assign(sim, "john"));
    Expect.refusal(404, "notFound", devices.assign("nowhere", "jane"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"assigned", "blocked"})
  void swapped_numbersStayAndTheOldCardRetires(String before) throws Exception {
    String old = devices.sim("{}");
    String replacement = devices.profile("{}");
    String number = devices.number("{}");
    devices.assign(old, "jane", number);
    devices.become(before, old);
    String msisdn = devices.read(number).path("resourceCharacteristic").toString();
    Answer answer = Expect.status(200, devices.swap(old, replacement));
    assertEquals(List.of("assigned", "assigned", "retired"), states(answer));
    assertEquals("jane", devices.read(replacement).at("/relatedParty/0/id").asText());
    JsonNode kept = devices.read(number);
    assertEquals(msisdn, kept.path("resourceCharacteristic").toString());
    assertEquals(1, kept.path("resourceRelationship").size());
    assertEquals(replacement, kept.at("/resourceRelationship/0/id").asText());
    assertEquals(replacement, devices.read(old).at("/resourceRelationship/0/id").asText());
    assertOneTransaction(List.of(replacement, number, old));
    Answer again = Expect.status(200, devices.swap(old, replacement));
    assertEquals(List.of("assigned", "retired"), states(again));
  }

  private static void assertOneTransaction(List<String> ids) throws Exception {
    var stored = new StoredResources(Shared.service(), Resource.TYPE, "operations");
    assertEquals(ids, stored.told().reversed().subList(0, ids.size()).reversed());
    var transactions = stored.lastTransactions();
    assertEquals(1, ids.stream().map(transactions::get).distinct().count());
  }

  @Test
  void swapThatMakesNoSense_changesNothing() {
    String old = devices.sim("{}");
    String free = devices.sim("{}");
    Expect.refusal(409, "nothingToSwap", devices.swap(old, free));
    devices.assign(old, "jane");
    Expect.refusal(422, "notExchangeable", devices.swap(old, devices.handset("{}")));
    Expect.refusal(409, "ofAnother", devices.swap(old, old));
    Expect.refusal(
        409, "ofAnother", devices.swap(old, devices.sim(Devices.owned("assigned", "jane"))));
    Expect.refusal(
        409, "ofAnother", devices.swap(old, devices.sim(Devices.owned("reserved", "john"))));
    Expect.refusal(
        409,
        "illegalTransition",
        devices.swap(old, devices.sim("{\"lifecycleState\":\"retired\"}")));
    Expect.refusal(404, "notFound", devices.swap(old, "nowhere"));
    assertEquals("assigned", devices.state(old));
    String handset = devices.handset(Devices.owned("assigned", "jane"));
    Expect.status(200, devices.swap(handset, devices.handset("{}")));
    String number = devices.number(Devices.owned("assigned", "jane"));
    Expect.refusal(422, "notExchangeable", devices.swap(number, devices.number("{}")));
  }

  @Test
  void portedOut_numberLeavesTheCardAndIsFreeAfterItsRest() {
    String sim = devices.sim("{}");
    String number = devices.number("{}");
    devices.assign(sim, "jane", number);
    Expect.refusal(409, "numberOnCard", devices.become("portedOut", number));
    Expect.status(200, devices.operate("portOut", number, "{}"));
    assertEquals("portedOut", devices.state(number));
    assertTrue(devices.read(number).path("resourceRelationship").isEmpty());
    assertEquals("jane", devices.read(number).at("/relatedParty/0/id").asText());
    Expect.status(200, devices.operate("portOut", number, "{}"));
    Expect.refusal(422, "notANumber", devices.operate("portOut", sim, "{}"));
    Expect.status(200, devices.operate("release", number, "{}"));
    assertEquals("quarantine", devices.state(number));
    assertTrue(devices.read(number).path("relatedParty").isEmpty());
    Expect.refusal(409, "illegalTransition", devices.assign(sim, "jane", number));
    Expect.status(200, devices.become("available", number));
    Expect.status(200, devices.assign(sim, "jane", number));
  }

  @ParameterizedTest
  @CsvSource({
    "number,assigned,quarantine",
    "number,reserved,available",
    "handset,assigned,available",
    "handset,blocked,available",
    "sim,reserved,available"
  })
  void released_belongsToNobody(String kind, String from, String to) {
    String attributes = Devices.owned(from, "jane");
    String id =
        switch (kind) {
          case "number" -> devices.number(attributes);
          case "handset" -> devices.handset(attributes);
          default -> devices.sim(attributes);
        };
    Answer answer = Expect.status(200, devices.operate("release", id, "{}"));
    assertEquals(List.of(to), states(answer));
    assertTrue(devices.read(id).path("relatedParty").isEmpty());
    Expect.status(200, devices.operate("release", id, "{}"));
  }

  @Test
  void cardOnceUsed_isNotReleased() {
    Expect.refusal(
        409,
        "illegalTransition",
        devices.operate("release", devices.sim(Devices.owned("assigned", "jane")), "{}"));
  }

  @Test
  void cardWithANumber_staysInUseAndOfItsOwner() {
    String sim = devices.sim("{}");
    String number = devices.number("{}");
    devices.assign(sim, "jane", number);
    Expect.refusal(409, "numberOnCard", devices.become("retired", sim));
    Expect.refusal(409, "ownersDiffer", devices.patch(sim, Devices.owned("assigned", "john")));
    Expect.refusal(409, "ownersDiffer", devices.patch(number, Devices.owned("assigned", "john")));
    Expect.status(200, devices.become("blocked", sim));
    Expect.refusal(409, "stillInUse", devices.delete(sim));
  }

  @Test
  void relianceOnWhatIsNoCard_isRefused() {
    String number = devices.number(Devices.owned("assigned", "jane"));
    Expect.refusal(422, "cardNotHere", devices.patch(number, Devices.relyingOn("nowhere")));
    String handset = devices.handset(Devices.owned("assigned", "jane"));
    Expect.refusal(422, "notACard", devices.patch(number, Devices.relyingOn(handset)));
    Expect.refusal(
        409, "numberOnCard", devices.patch(number, Devices.relyingOn(devices.sim("{}"))));
    String another = devices.sim(Devices.owned("assigned", "john"));
    Expect.refusal(409, "ownersDiffer", devices.patch(number, Devices.relyingOn(another)));
    String watch = devices.profile(Devices.owned("assigned", "jane"));
    String phone = devices.sim(Devices.owned("assigned", "jane"));
    Expect.status(200, devices.patch(number, Devices.relyingOn(phone, watch)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "5",
        "{\"relatedParty\":\"jane\"}",
        "{\"relatedParty\":{\"id\":5}}",
        "{\"relatedParty\":{\"id\":\"jane\"},\"number\":[5]}"
      })
  void requestOfTheWrongShape_isRefused(String body) {
    Expect.refusal(400, "missingAttribute", devices.operate("assign", devices.sim("{}"), body));
    Expect.refusal(400, "missingAttribute", devices.operate("swap", devices.sim("{}"), body));
  }

  @Test
  void answer_holdsNoPersonalDataAndNeedsTheRightToWrite() {
    String sim = devices.sim("{\"name\":\"card of Jane\"}");
    var reader = Shared.service().client("operations", "tmf:read", "pii:read");
    Expect.refusal(403, "forbidden", reader.post(Devices.PATH + "/" + sim + "/release", "{}"));
    Answer answer = devices.assign(sim, "jane");
    assertFalse(answer.text().contains("Jane") || answer.text().contains("8949"), answer.text());
    Expect.refusal(404, "notFound", new Devices("another-tenant").assign(sim, "jane"));
    Expect.refusal(
        415,
        "unsupportedMediaType",
        devices
            .client()
            .send(
                "POST", Devices.PATH + "/" + sim + "/assign", "{}", "Content-Type", "text/plain"));
  }

  private static List<String> states(Answer answer) {
    return StreamSupport.stream(answer.json().spliterator(), false)
        .map(reference -> reference.path("lifecycleState").asText())
        .toList();
  }
}
