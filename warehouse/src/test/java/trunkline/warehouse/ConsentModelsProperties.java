package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import trunkline.platform.consent.Decision;
import trunkline.platform.consent.PrivacyProfile;
import trunkline.platform.consent.Statement;
import trunkline.platform.json.Json;
import trunkline.warehouse.model.Selection;

/**
 * Whatever people say, the dimension decides at any moment as the services do: the oracle is the
 * code that answers them.
 */
class ConsentModelsProperties {
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
  private static final List<String> PEOPLE = List.of("jane", "john");
  private static final List<String> PURPOSES = List.of("marketing.email", "profiling");
  private static final int DAYS = 60;

  /** A profile as its last event has it, and when it was deleted. */
  private record Known(PrivacyProfile profile, @Nullable Instant goneAt) {}

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void decisions_areThoseOfTheServices(@ForAll long seed) throws IOException {
    Path home = Files.createTempDirectory("warehouse");
    var random = new Random(seed);
    var log = new ServiceLog("consent", PrivacyProfile.RESOURCE);
    Map<String, Known> known = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      live(random, log, known, "f" + i);
    }
    log.land(home);
    try (var warehouse = TestWarehouse.open(home, "consent")) {
      RefreshReport report = warehouse.refresh(Selection.parse("+dim_consent"), line -> {});
      assertTrue(report.isGood(), report::toString);
      List<Row> rows = rows(warehouse);
      for (int hour = 0; hour < (DAYS + 5) * 24; hour += 1 + random.nextInt(9)) {
        compare(rows, known, BEGIN.plus(Duration.ofHours(hour)));
      }
    } finally {
      LakeTraces.delete(home);
    }
  }

  /** A profile is made, says more and more, and may be deleted. */
  private static void live(
      Random random, ServiceLog log, Map<String, Known> known, String profileId) {
    ObjectNode profile = profile(random, PEOPLE.get(random.nextInt(PEOPLE.size())));
    int changes = 1 + random.nextInt(3);
    for (int change = 0; change < changes; change++) {
      say(random, profile);
      boolean goes = change > 0 && random.nextInt(5) == 0;
      Instant now = day(random.nextInt(DAYS));
      log.add(
          change == 0 ? "Create" : goes ? "Delete" : "StateChange",
          profileId,
          now,
          profile.deepCopy());
      known.put(
          profileId,
          new Known(
              new PrivacyProfile(profileId, change + 1L, profile.deepCopy()), goes ? now : null));
      if (goes) {
        return;
      }
    }
  }

  private static ObjectNode profile(Random random, String person) {
    ObjectNode profile = Json.mapper().createObjectNode().put("status", "agreed");
    profile.putObject("applicableForParty").put("id", person);
    if (random.nextInt(8) > 0) {
      profile.putObject("partyPrivacyProfileSpecification").put("id", "spec");
    }
    if (random.nextInt(8) > 0) {
      profile.put("agreedDate", day(random.nextInt(20)).toString());
    }
    ObjectNode valid = profile.putObject("validFor");
    if (random.nextInt(3) == 0) {
      valid.put("startDateTime", day(random.nextInt(30)).toString());
    }
    if (random.nextInt(4) == 0) {
      valid.put("endDateTime", day(30 + random.nextInt(30)).toString());
    }
    ArrayNode characteristics = profile.putArray("partyPrivacyProfileCharacteristic");
    PURPOSES.forEach(
        purpose ->
            characteristics
                .addObject()
                .put("name", purpose)
                .put("privacyUsagePurpose", purpose)
                .putArray("history"));
    characteristics.addObject().put("name", "a setting").put("value", 30);
    return profile;
  }

  private static void say(Random random, ObjectNode profile) {
    for (var characteristic : profile.path("partyPrivacyProfileCharacteristic")) {
      if (characteristic.path("history") instanceof ArrayNode history && random.nextInt(3) > 0) {
        int last = history.isEmpty() ? 0 : 1 + 10 * history.size();
        int at = Math.min(DAYS - 1, last + random.nextInt(10));
        ObjectNode said = history.addObject().put("at", day(at).toString());
        said.put("value", random.nextInt(3) > 0 ? "granted" : "denied");
        if (random.nextInt(2) == 0) {
          said.put("until", day(at + 1 + random.nextInt(20)).toString());
        }
      }
    }
    if (random.nextInt(6) == 0) {
      profile.put("terminatedDate", day(30 + random.nextInt(30)).toString());
    }
  }

  private static Instant day(int number) {
    return BEGIN.plus(Duration.ofDays(number));
  }

  private record Row(
      String party, String purpose, String decision, Instant from, @Nullable Instant to) {
    boolean holds(String aParty, String aPurpose, Instant at) {
      return party.equals(aParty)
          && purpose.equals(aPurpose)
          && !from.isAfter(at)
          && (to == null || to.isAfter(at));
    }
  }

  private static List<Row> rows(Warehouse warehouse) {
    return warehouse
        .query("SELECT party_id, purpose, decision, valid_from, valid_to FROM core.dim_consent")
        .rows()
        .stream()
        .map(
            row ->
                new Row(
                    String.valueOf(row.get(0)),
                    String.valueOf(row.get(1)),
                    String.valueOf(row.get(2)),
                    instant(row.get(3)),
                    row.get(4) == null ? null : instant(row.get(4))))
        .toList();
  }

  private static Instant instant(@Nullable Object value) {
    return OffsetDateTime.parse(String.valueOf(value)).toInstant();
  }

  private static void compare(List<Row> rows, Map<String, Known> known, Instant at) {
    for (String party : PEOPLE) {
      for (String purpose : PURPOSES) {
        List<String> found =
            rows.stream().filter(r -> r.holds(party, purpose, at)).map(Row::decision).toList();
        String expected = Decision.of(statements(known, party, purpose, at), at).verdict().text();
        assertEquals(
            List.of(expected),
            found.isEmpty() ? List.of("unknown") : found,
            () -> party + " " + purpose + " at " + at + ": " + rows);
      }
    }
  }

  private static List<Statement> statements(
      Map<String, Known> known, String party, String purpose, Instant at) {
    List<Statement> statements = new ArrayList<>();
    for (Known one : known.values()) {
      boolean isGone = one.goneAt() != null && !one.goneAt().isAfter(at);
      if (!isGone && one.profile().partyId().equals(party)) {
        statements.addAll(one.profile().statements().getOrDefault(purpose, List.of()));
      }
    }
    return statements;
  }
}
