package trunkline.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** From stock to the end: each kind's states, who has it then, and what TMF639's states say. */
class LifecycleTest {
  private static final List<String> STATES =
      List.of("available", "reserved", "assigned", "blocked", "retired", "portedOut", "quarantine");
  private static final Map<String, String> MOVES =
      Map.of(
          "Sim",
              "available>reserved,assigned,retired reserved>available,assigned,retired assigned>blocked,retired blocked>assigned,retired retired>",
          "Handset",
              "available>reserved,assigned,retired reserved>available,assigned,retired assigned>available,blocked,retired blocked>available,assigned,retired retired>",
          "Msisdn",
              "available>reserved,assigned reserved>available,assigned assigned>portedOut,quarantine portedOut>assigned,quarantine quarantine>available");
  private static final Set<String> NOBODYS = Set.of("available", "quarantine");

  private final Devices devices = new Devices("lifecycle");

  @ParameterizedTest
  @CsvSource({"Sim,ICCID", "EsimProfile,ICCID", "Handset,IMEI", "Msisdn,MSISDN"})
  void everyMove_isAllowedOrRefusedAsTheKindSays(String type, String identifier) {
    String moves = MOVES.getOrDefault(type.equals("EsimProfile") ? "Sim" : type, "");
    for (String row : moves.split(" ")) {
      String from = row.split(">")[0];
      Set<String> next = Set.of(row.substring(row.indexOf('>') + 1).split(","));
      for (String to : STATES) {
        String value =
            switch (identifier) {
              case "IMEI" -> Devices.imei();
              case "MSISDN" -> Devices.msisdn();
              default -> Devices.iccid();
            };
        String id =
            Expect.status(201, devices.post(Devices.body(type, in(from), identifier, value))).id();
        Answer moved = devices.patch(id, in(to));
        int expected = from.equals(to) || next.contains(to) ? 200 : known(to, moves) ? 409 : 0;
        assertTrue(
            moved.status() == expected || (expected == 0 && moved.status() >= 400),
            from + " to " + to + ": " + moved.text());
        assertEquals(moved.status() == 200 ? to : from, devices.state(id));
      }
    }
  }

  private static boolean known(String state, String moves) {
    return moves.startsWith(state + ">") || moves.contains(" " + state + ">");
  }

  private static String in(String state) {
    return NOBODYS.contains(state)
        ? "{\"lifecycleState\":\"" + state + "\",\"relatedParty\":[]}"
        : Devices.owned(state, "jane");
  }

  @ParameterizedTest
  @CsvSource({"Sim,ICCID,portedOut", "Msisdn,MSISDN,blocked"})
  void stateOfAnotherKind_isRefused(String type, String identifier, String state) {
    String value = identifier.equals("ICCID") ? Devices.iccid() : Devices.msisdn();
    String body = Devices.body(type, Devices.owned(state, "jane"), identifier, value);
    Expect.refusal(400, "invalidAttribute", devices.post(body));
  }

  @ParameterizedTest
  @CsvSource({
    "available,available,unlocked,idle",
    "reserved,reserved,unlocked,idle",
    "assigned,reserved,unlocked,active",
    "blocked,suspended,locked,active",
    "retired,suspended,shutdown,idle",
    "portedOut,suspended,shutdown,busy",
    "quarantine,standby,locked,idle"
  })
  void statesOfTmf639_followFromTheLifecycleState(
      String state, String status, String administrative, String usage) {
    boolean number = state.equals("portedOut") || state.equals("quarantine");
    JsonNode resource =
        devices.read(number ? devices.number(in(state)) : devices.handset(in(state)));
    assertEquals(status, resource.path("resourceStatus").asText());
    assertEquals(administrative, resource.path("administrativeState").asText());
    assertEquals(usage, resource.path("usageState").asText());
  }

  @Test
  void stateThatFollows_isNotTheCallersToWrite() {
    String sim = devices.sim("{\"resourceStatus\":\"alarm\",\"operationalState\":\"disable\"}");
    assertEquals("available", devices.read(sim).path("resourceStatus").asText());
    assertEquals("disable", devices.read(sim).path("operationalState").asText());
    Expect.status(200, devices.patch(sim, "{\"usageState\":\"busy\"}"));
    assertEquals("idle", devices.read(sim).path("usageState").asText());
  }

  @Test
  void operatingDates_areSetWhenItBeginsAndEnds() {
    String sim = devices.sim("{}");
    Expect.status(200, devices.assign(sim, "jane"));
    assertTrue(devices.read(sim).hasNonNull("startOperatingDate"));
    Expect.status(200, devices.become("retired", sim));
    assertTrue(devices.read(sim).hasNonNull("endOperatingDate"));
    Expect.refusal(
        422, "datesReversed", devices.patch(sim, "{\"endOperatingDate\":\"2001-01-01\"}"));
  }

  @Test
  void ownerThatIsMissingOrTooMany_isRefused() {
    String sim = devices.sim("{}");
    Expect.refusal(422, "ownerMissing", devices.become("assigned", sim));
    Expect.refusal(422, "ownerOfNobodys", devices.patch(sim, Devices.owned("available", "jane")));
    Expect.refusal(400, "missingAttribute", devices.patch(sim, Devices.owned("assigned", " ")));
    Expect.status(
        200,
        devices.patch(sim, "{\"relatedParty\":[{\"id\":\"supplier\",\"role\":\"supplier\"}]}"));
  }

  @Test
  void onlyWhatIsInStockOrRetired_canBeDeleted() {
    Set<String> deletable = new TreeSet<>();
    for (String state : STATES) {
      boolean number = state.equals("portedOut") || state.equals("quarantine");
      String id = number ? devices.number(in(state)) : devices.handset(in(state));
      Answer deleted = devices.delete(id);
      if (deleted.status() == 204) {
        deletable.add(state);
      } else {
        Expect.refusal(409, "stillInUse", deleted);
      }
    }
    assertEquals(Set.of("available", "retired"), deletable);
  }
}
