package trunkline.platform.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.log.Position;

/** However often and in whatever order a profile's events come, its last version is what counts. */
class ConsentNewsProperties {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PURPOSE = "marketing.email";
  private static final LogUnderTest LOG = LogUnderTest.open();

  private final DecisionTable table = new DecisionTable(LOG.database());

  @AfterContainer
  static void close() {
    LOG.close();
  }

  @Property(tries = 60)
  void eventsShuffledAndRepeated_leaveTheLastVersion(
      @ForAll @Size(min = 1, max = 8) List<Boolean> grants,
      @ForAll boolean deleted,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll Random random) {
    String party = UUID.randomUUID().toString();
    List<LogEvent> events = events(party, grants, deleted);
    var delivered = new ArrayList<>(events);
    delivered.addAll(events.subList(0, random.nextInt(events.size() + 1)));
    Collections.shuffle(delivered, random);
    deliver(delivered, batch);
    assertEquals(expected(grants, deleted), ask(party));
    deliver(events, batch);
    assertEquals(expected(grants, deleted), ask(party), "replayed from zero");
    assertEquals(Map.of(), table.find("other", List.of(party), PURPOSE), "of another tenant");
  }

  private void deliver(List<LogEvent> events, int batch) {
    var news = new ConsentNews(table);
    for (int i = 0; i < events.size(); i += batch) {
      news.accept(Position.START, events.subList(i, Math.min(i + batch, events.size())));
    }
  }

  private Verdict ask(String party) {
    List<Statement> said =
        table.find("acme", List.of(party), PURPOSE).getOrDefault(party, List.of());
    return Decision.of(said, BEGIN.plusSeconds(1_000)).verdict();
  }

  private static Verdict expected(List<Boolean> grants, boolean deleted) {
    if (deleted) {
      return Verdict.UNKNOWN;
    }
    return grants.getLast() ? Verdict.GRANTED : Verdict.DENIED;
  }

  /** One statement more with each version. */
  private static List<LogEvent> events(String party, List<Boolean> grants, boolean deleted) {
    var events = new ArrayList<LogEvent>();
    ArrayNode history = Json.mapper().createArrayNode();
    String profile = UUID.randomUUID().toString();
    for (boolean grant : grants) {
      history
          .addObject()
          .put("value", grant ? "granted" : "denied")
          .put("at", BEGIN.plusSeconds(history.size()).toString());
      events.add(event(profile, party, history, events.size() + 1, "AttributeValueChange"));
    }
    if (deleted) {
      events.add(event(profile, party, history, events.size() + 1, "Delete"));
    }
    return events;
  }

  private static LogEvent event(
      String profile, String party, ArrayNode history, int version, String kind) {
    ObjectNode body = Json.mapper().createObjectNode().put("agreedDate", BEGIN.toString());
    body.putObject("applicableForParty").put("id", party);
    body.putObject("partyPrivacyProfileSpecification").put("id", "choices");
    ObjectNode characteristic = body.putArray("partyPrivacyProfileCharacteristic").addObject();
    characteristic.put("name", "e-mail").put("privacyUsagePurpose", PURPOSE);
    characteristic.set("history", history.deepCopy());
    return new LogEvent(
        new Position(1, version),
        "acme",
        UUID.randomUUID().toString(),
        "PartyPrivacyProfile" + kind + "Event",
        BEGIN,
        "test",
        PrivacyProfile.RESOURCE,
        profile,
        version,
        Json.write(body));
  }
}
