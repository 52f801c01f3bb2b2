package trunkline.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import trunkline.device.resource.Kind;
import trunkline.device.resource.Owner;
import trunkline.device.resource.Reliance;
import trunkline.device.resource.Resource;
import trunkline.device.resource.State;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.StoredResources;

/** Whatever is asked of SIMs, handsets and numbers, what belongs together stays together. */
class ResourceLifeProperties {
  private static final List<String> PARTIES = List.of("jane", "john");
  private static final List<String> STATES =
      List.copyOf(Resource.TYPE.lifecycle().orElseThrow().states());

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void anyCommands_leadToNoIllegalState(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 50) int length) throws SQLException {
    String tenant = "life-" + Long.toHexString(seed);
    var devices = new Devices(tenant);
    var random = new Random(seed);
    var ids = new ArrayList<String>();
    for (int i = 0; i < length; i++) {
      if (ids.size() < 6) {
        ids.add(one(devices, random));
        continue;
      }
      Answer answer = command(devices, random, ids);
      assertTrue(Set.of(200, 204, 400, 404, 409, 422).contains(answer.status()), answer.toString());
    }
    var stored = new StoredResources(Shared.service(), Resource.TYPE, tenant);
    Map<String, JsonNode> rows = stored.rows();
    rows.values().forEach(resource -> assertRight(resource, rows));
    assertEquals(rows, stored.replayed());
  }

  private static String one(Devices devices, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> devices.handset("{}");
      case 1 -> devices.profile("{}");
      case 2 -> devices.sim("{}");
      default -> devices.number("{}");
    };
  }

  private static Answer command(Devices devices, Random random, List<String> ids) {
    String id = ids.get(random.nextInt(ids.size()));
    String other = ids.get(random.nextInt(ids.size()));
    String party = PARTIES.get(random.nextInt(PARTIES.size()));
    return switch (random.nextInt(9)) {
      case 0, 1 -> devices.assign(id, party, other);
      case 2 -> devices.swap(id, other);
      case 3 -> devices.operate("portOut", id, "{}");
      case 4 -> devices.operate("release", id, "{}");
      case 5 -> devices.patch(id, Devices.relyingOn(other));
      case 6 -> devices.patch(id, Devices.owned(state(random), party));
      case 7 -> random.nextInt(4) == 0 ? devices.delete(id) : devices.assign(id, party);
      default -> devices.become(state(random), id);
    };
  }

  private static String state(Random random) {
    return STATES.get(random.nextInt(STATES.size()));
  }

  private static void assertRight(JsonNode resource, Map<String, JsonNode> rows) {
    State state = State.of(resource);
    assertEquals(
        state.isInUse() || state == State.PORTED_OUT || Owner.of(resource).isPresent(),
        Owner.of(resource).isPresent(),
        resource::toString);
    if (state == State.AVAILABLE || state == State.QUARANTINE) {
      assertFalse(Owner.of(resource).isPresent(), resource::toString);
    }
    if (Kind.of(resource) == Kind.NUMBER) {
      for (String id : Reliance.of(resource)) {
        JsonNode card = rows.getOrDefault(id, Json.parse("{}"));
        assertTrue(Kind.of(card).isCard() && State.of(card).isInUse(), resource::toString);
        assertEquals(Owner.of(card), Owner.of(resource));
        assertEquals(State.ASSIGNED, state);
      }
    }
  }
}
