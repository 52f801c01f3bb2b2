package trunkline.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.validator.routines.checkdigit.CheckDigitException;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** The resources of one tenant of the shared service, in a few words. */
final class Devices {
  static final String PATH = Specimens.RESOURCE.path();
  private static final AtomicLong NEXT = new AtomicLong(1);

  private final Client client;

  Devices(String tenant) {
    this.client = Shared.service().client(tenant);
  }

  Client client() {
    return client;
  }

  /** Digits that end in their check digit, another each time. */
  static String luhn(String prefix, int length) {
    String format = "%s%0" + (length - 1 - prefix.length()) + "d";
    String digits = format.formatted(prefix, NEXT.getAndIncrement());
    try {
      return digits + LuhnCheckDigit.LUHN_CHECK_DIGIT.calculate(digits);
    } catch (CheckDigitException e) {
      throw new IllegalStateException(e);
    }
  }

  static String iccid() {
    return luhn("894902", 19);
  }

  static String imei() {
    return luhn("35", 15);
  }

  static String msisdn() {
    return "+49151%08d".formatted(NEXT.getAndIncrement());
  }

  static String eid() {
    String digits = "890490320000000000%012d".formatted(NEXT.getAndIncrement());
    int rest = new BigInteger(digits + "00").mod(BigInteger.valueOf(97)).intValue();
    return digits + "%02d".formatted(98 - rest);
  }

  /** A body; {@code attributes} is JSON, {@code characteristics} are names and values in turn. */
  static String body(String type, String attributes, String... characteristics) {
    var body = (ObjectNode) Json.parse(attributes);
    body.put("@type", type);
    var list = body.putArray("resourceCharacteristic");
    for (int i = 0; i < characteristics.length; i += 2) {
      list.addObject().put("name", characteristics[i]).put("value", characteristics[i + 1]);
    }
    return Json.write(body);
  }

  static String owned(String state, String owner) {
    return "{\"lifecycleState\":\"%s\",\"relatedParty\":[{\"id\":\"%s\",\"role\":\"owner\"}]}"
        .formatted(state, owner);
  }

  /** {@code resourceRelationship} of a number to cards. */
  static String relyingOn(String... cards) {
    var relationships = Json.mapper().createArrayNode();
    for (String card : cards) {
      relationships.addObject().put("relationshipType", "reliesOn").put("id", card);
    }
    return "{\"resourceRelationship\":" + Json.write(relationships) + "}";
  }

  Answer post(String body) {
    return client.post(PATH, body);
  }

  /** A stored SIM's id. */
  String sim(String attributes) {
    return Expect.status(201, post(body("Sim", attributes, "ICCID", iccid()))).id();
  }

  String profile(String attributes) {
    return Expect.status(201, post(body("EsimProfile", attributes, "ICCID", iccid()))).id();
  }

  String handset(String attributes) {
    return Expect.status(201, post(body("Handset", attributes, "IMEI", imei()))).id();
  }

  String number(String attributes) {
    return Expect.status(201, post(body("Msisdn", attributes, "MSISDN", msisdn()))).id();
  }

  Answer patch(String id, String attributes) {
    return client.merge(PATH + "/" + id, attributes);
  }

  Answer become(String state, String id) {
    return patch(id, "{\"lifecycleState\":\"" + state + "\"}");
  }

  Answer delete(String id) {
    return client.delete(PATH + "/" + id);
  }

  Answer operate(String operation, String id, String body) {
    return client.post(PATH + "/" + id + "/" + operation, body);
  }

  /** Assigns a card to a party, with numbers that rely on it. */
  Answer assign(String id, String party, String... numbers) {
    var body = Json.mapper().createObjectNode();
    body.putObject("relatedParty").put("id", party);
    var list = body.putArray("number");
    for (String number : numbers) {
      list.addObject().put("id", number);
    }
    return operate("assign", id, Json.write(body));
  }

  Answer swap(String old, String replacement) {
    return operate("swap", old, "{\"resource\":{\"id\":\"" + replacement + "\"}}");
  }

  JsonNode read(String id) {
    return Expect.status(200, client.get(PATH + "/" + id)).json();
  }

  String state(String id) {
    return read(id).path("lifecycleState").asText();
  }
}
