package trunkline.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** What a resource is known by is right, written in one way, and nobody else's. */
class IdentifiersTest {
  private final Devices devices = new Devices("identifiers");

  @ParameterizedTest
  @CsvSource({
    "ICCID,894450000000000000",
    "ICCID,89445000000000000018",
    "ICCID,8944500102198304826F",
    "IMSI,2620112345678",
    "IMEI,490154203237519",
    "IMEI,49015420323751",
    "EID,89049032000001000000128255643976",
    "MSISDN,+1",
    "MSISDN,not a phone"
  })
  void valueThatIsNone_isRefusedWithoutRepeatingIt(String name, String wrong) {
    Answer refused = devices.post(Devices.body("Thing", "{}", name, wrong));
    Expect.refusal(400, "invalidIdentifier", refused);
    assertFalse(refused.text().contains(wrong), refused.text());
    assertTrue(
        refused.text().contains(name) && refused.text().contains("resourceCharacteristic.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "iccid,8944 5000 0000 0000 0019,89445000000000000019",
    "ICCID,8944500102198304826,8944500102198304826",
    "IMSI,26201-1234567890,262011234567890",
    "IMEI,49-015420-323751-8,490154203237518",
    "msisdn,4915112345678,+4915112345678",
    "MSISDN,+49 (0)151 1234 5679,+4915112345679",
    "EID,89049032 000001000000 128255643975,89049032000001000000128255643975"
  })
  void rightValue_isWrittenInOneWay(String name, String written, String kept) {
    Answer created = devices.post(Devices.body("Thing", "{}", name, written));
    Expect.status(201, created);
    var characteristic = created.json().at("/resourceCharacteristic/0");
    assertEquals(name.toUpperCase(java.util.Locale.ROOT), characteristic.path("name").asText());
    assertEquals(kept, characteristic.path("value").asText());
  }

  @Test
  void identifierAsNumberOrTwice_isRefused() {
    String number = "{\"resourceCharacteristic\":[{\"name\":\"IMEI\",\"value\":490154203237518}]}";
    Expect.refusal(400, "invalidIdentifier", devices.post(number));
    Expect.refusal(
        422,
        "identifierTwice",
        devices.post(Devices.body("Thing", "{}", "IMEI", Devices.imei(), "imei", Devices.imei())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sim", "EsimProfile", "Handset", "Msisdn"})
  void kindWithoutItsIdentifier_isRefused(String type) {
    Expect.refusal(400, "missingAttribute", devices.post(Devices.body(type, "{}")));
  }

  @Test
  void kind_isPhysicalOrLogicalAndStaysWhatItIs() {
    String sim = devices.sim("{}");
    assertEquals("PhysicalResource", devices.read(sim).path("@baseType").asText());
    assertEquals("LogicalResource", devices.read(devices.number("{}")).path("@baseType").asText());
    Expect.refusal(422, "kindChanged", devices.patch(sim, "{\"@type\":\"Thing\"}"));
    Expect.refusal(
        400, "invalidAttribute", devices.patch(sim, "{\"@baseType\":\"LogicalResource\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ICCID", "IMSI", "IMEI", "MSISDN", "EID"})
  void valueOfAnother_isTakenWithinTheTenantOnly(String name) {
    String value =
        switch (name) {
          case "ICCID" -> Devices.iccid();
          case "IMEI" -> Devices.imei();
          case "EID" -> Devices.eid();
          case "IMSI" -> "262011999999999";
          default -> Devices.msisdn();
        };
    String body = Devices.body("Thing", "{}", "colour", "red", name, value);
    Expect.status(201, devices.post(body));
    Answer taken = devices.post(body);
    Expect.refusal(409, "alreadyTaken", taken);
    assertTrue(taken.text().contains(name) && !taken.text().contains(value), taken.text());
    String other = Expect.status(201, devices.post(Devices.body("Thing", "{}"))).id();
    Expect.refusal(409, "alreadyTaken", devices.patch(other, body));
    Expect.status(201, new Devices("identifiers-2").post(body));
  }

  @Test
  void profilesOfOneChip_shareItsEid() {
    String eid = Devices.eid();
    for (int i = 0; i < 2; i++) {
      Expect.status(
          201,
          devices.post(Devices.body("EsimProfile", "{}", "ICCID", Devices.iccid(), "EID", eid)));
    }
    Expect.status(
        201, devices.post(Devices.body("Handset", "{}", "IMEI", Devices.imei(), "EID", eid)));
    Expect.refusal(
        409,
        "alreadyTaken",
        devices.post(Devices.body("Handset", "{}", "IMEI", Devices.imei(), "EID", eid)));
  }

  @Test
  void identifierOfWhatIsInUse_isFixed() {
    String sim = devices.sim("{}");
    String other = "{\"resourceCharacteristic\":[{\"name\":\"ICCID\",\"value\":\"%s\"}]}";
    Expect.status(200, devices.patch(sim, other.formatted(Devices.iccid())));
    Expect.status(200, devices.assign(sim, "jane"));
    Expect.refusal(409, "identifierFixed", devices.patch(sim, other.formatted(Devices.iccid())));
  }

  @Test
  void bulkLineWithATakenValue_leavesTheOthersAlone() {
    String taken = Devices.body("Sim", "{}", "ICCID", Devices.iccid());
    String lines = "";
    String[] bodies = {taken, Devices.body("Sim", "{}", "ICCID", Devices.iccid()), taken};
    for (int i = 0; i < bodies.length; i++) {
      lines += "{\"key\":\"taken/%d\",\"resource\":%s}\n".formatted(i, bodies[i]);
    }
    Answer answer =
        devices
            .client()
            .send("POST", "/bulk/v1/resource", lines, "Content-Type", "application/x-ndjson");
    List<Integer> statuses =
        answer.text().lines().map(l -> Json.parse(l).path("status").asInt()).toList();
    assertEquals(List.of(201, 201, 409), statuses, answer.text());
  }
}
