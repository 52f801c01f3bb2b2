package trunkline.platform.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.landing.Landing;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.testing.Traces;

/** Find, export and erase, each seen from outside and in every store. */
class PrivacyDoorsTest {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(DiaryMain::start);
  private static int people;

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  private final Client client = SERVICE.client("acme");

  /** A person whose every attribute holds a word that stands nowhere else. */
  private final String marker = "Zanzibar" + people++ + "Quux";

  private final String person =
      create("person", "{\"name\":\"%s\",\"address\":{\"street\":\"%s\"}}");
  private final String diary = create("diary", diary("closed"));
  private final String ledger = create("ledger", ledger());
  private final String club =
      create(
          "club",
          "{\"name\":\"Chess\",\"relatedParty\":[{\"id\":\"x\"},{\"id\":\""
              + person
              + "\",\"name\":\"%s\"}]}");

  private static String diary(String status) {
    return """
        {"name":"of %s","status":"STATUS","pages":7,"secret":"%s","writer":{"id":"PERSON","name":"%s"},
         "fact":[{"name":"ink","value":"blue"},{"name":"nickname","value":"%s"}]}
        """
        .replace("STATUS", status);
  }

  private static String ledger() {
    return """
        {"name":"%s","relatedParty":[{"id":"PERSON","name":"%s"}],"balance":{"value":12.50,"note":"%s"},
         "entry":[{"amount":1,"text":"%s"},{"amount":2}]}
        """;
  }

  private String create(String type, String body) {
    String path = DiaryMain.API + "/" + type;
    String key = (type.equals("club") ? "club of " + people : marker) + type;
    return Expect.status(201, client.post(path, filled(body), "Idempotency-Key", key)).id();
  }

  private String filled(String body) {
    String text = body.replace("%s", marker);
    return text.contains("PERSON") ? text.replace("PERSON", person) : text;
  }

  private Answer door(String door, String body) {
    return client.post("/privacy/v1/diary/" + door, body);
  }

  private static String ids(Stream<String> ids) {
    return Json.write(ids.toList());
  }

  private JsonNode found() {
    return Expect.status(200, door("find", "{\"subjects\":%s}".formatted(ids(Stream.of(person)))))
        .json();
  }

  private String erasure(String request) {
    return "{\"requestId\":\"%s\",\"subjects\":[\"%s\"],\"resources\":%s}"
        .formatted(request, person, found().path("resources"));
  }

  private JsonNode eraseAll(String body) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    JsonNode progress = Expect.status(200, door("erase", body)).json();
    while (!progress.path("done").asBoolean()) {
      assertTrue(System.nanoTime() < end, "not done: " + progress);
      Thread.sleep(20);
      progress = Expect.status(200, door("erase", body)).json();
    }
    return progress;
  }

  private List<String> everywhere() throws Exception {
    return Stream.concat(
            Traces.in(SERVICE.database(), marker).stream(),
            Traces.in(SERVICE.landing(), marker).stream())
        .toList();
  }

  private void awaitLanded(String marked) throws Exception {
    Path landed = SERVICE.landing();
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (Traces.in(landed, marked).isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertFalse(Traces.in(landed, marked).isEmpty(), "nothing has landed");
  }

  private static String outcome(JsonNode progress, String id) {
    return StreamSupport.stream(progress.path("items").spliterator(), false)
        .filter(item -> item.path("id").asText().equals(id))
        .map(item -> item.path("outcome").asText())
        .findFirst()
        .orElse("none");
  }

  private void rumour() throws Exception {
    try (Connection owner = SERVICE.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "INSERT INTO rumour VALUES ('acme', '%s', 'of %s')".formatted(person, marker));
    }
  }

  @Test
  void find_namesWhatIsTheirsAndNotWhatOnlyNamesThem() {
    JsonNode found = found();
    List<String> ids =
        StreamSupport.stream(found.path("resources").spliterator(), false)
            .map(r -> r.path("id").asText())
            .sorted()
            .toList();
    assertEquals(Stream.of(person, diary, ledger).sorted().toList(), ids);
    assertEquals(1, found.path("mentions").asInt());
    assertTrue(found.path("running").isEmpty());
  }

  @Test
  void deletedAndRenamed_areFoundByTheirHistory() {
    Expect.status(204, client.delete(DiaryMain.API + "/diary/" + diary));
    Expect.status(200, client.merge(DiaryMain.API + "/club/" + club, "{\"relatedParty\":[]}"));
    assertEquals(3, found().path("resources").size());
    assertEquals(1, found().path("mentions").asInt());
  }

  @Test
  void export_holdsTheResourcesTheirHistoryTheirReadersAndTheParts() throws Exception {
    rumour();
    Expect.status(200, client.merge(DiaryMain.API + "/diary/" + diary, "{\"pages\":8}"));
    String body =
        "{\"subjects\":[\"%s\"],\"resources\":%s}".formatted(person, found().path("resources"));
    List<JsonNode> lines = door("export", body).text().lines().map(Json::parse).toList();
    assertEquals(3, count(lines, "resource"));
    assertEquals(4, count(lines, "event"));
    assertEquals(3, count(lines, "key"));
    assertEquals(1, count(lines, "mention"));
    assertEquals(1, count(lines, "rumour"));
    assertEquals(lines.size() - 1, lines.getLast().path("lines").asInt());
    assertTrue(lines.getFirst().toString().contains(marker));
  }

  private static long count(List<JsonNode> lines, String kind) {
    return lines.stream().filter(line -> line.path("kind").asText().equals(kind)).count();
  }

  @Test
  void erased_nothingOfThePersonIsLeftInAnyStoreAndTheRestIsWhole() throws Exception {
    rumour();
    Expect.status(200, client.merge(DiaryMain.API + "/diary/" + diary, "{\"pages\":8}"));
    Expect.status(200, client.merge(DiaryMain.API + "/club/" + club, "{\"name\":\"Go\"}"));
    awaitLanded(marker);
    assertTrue(everywhere().size() > 8, "the marker must have been everywhere: " + everywhere());
    int landed = Landing.read(SERVICE.landing().resolve("diary")).size();

    JsonNode progress = eraseAll(erasure("e-" + marker.hashCode()));

    assertEquals(List.of(), everywhere());
    assertEquals("DELETED", outcome(progress, person));
    assertEquals("DELETED", outcome(progress, diary));
    assertEquals("PSEUDONYMISED", outcome(progress, ledger));
    assertEquals("STRIPPED", outcome(progress, club));
    assertEquals("WIPED", outcome(progress, "*"));
    Expect.refusal(404, "notFound", client.get(DiaryMain.API + "/diary/" + diary));
    JsonNode kept = client.get(DiaryMain.API + "/ledger/" + ledger).json();
    assertEquals("12.50", kept.at("/balance/value").asText());
    assertEquals("[{\"amount\":1},{\"amount\":2}]", kept.path("entry").toString());
    assertEquals("erased", kept.path("name").asText());
    JsonNode parties = client.get(DiaryMain.API + "/club/" + club).json().path("relatedParty");
    assertEquals("[{\"id\":\"x\"},{\"id\":\"" + person + "\"}]", parties.toString());
    assertTrue(
        Landing.read(SERVICE.landing().resolve("diary")).size() >= landed, "a chain of batches");
  }

  @Test
  void erasedEvents_keepTheirPlaceAndWhatSaysNothingAboutAnybody() throws Exception {
    String before = positions();
    eraseAll(erasure("e-" + marker.hashCode()));
    assertTrue(positions().startsWith(before), "positions, ids and versions must not move");
    JsonNode create =
        Landing.read(SERVICE.landing().resolve("diary")).stream()
            .filter(e -> e.path("resourceId").asText().equals(diary))
            .findFirst()
            .orElseThrow();
    JsonNode resource = create.path("resource");
    assertEquals("DiaryCreateEvent", create.path("eventType").asText());
    assertEquals(7, resource.path("pages").asInt());
    assertEquals("[{\"name\":\"ink\",\"value\":\"blue\"}]", resource.path("fact").toString());
    assertTrue(resource.path("@erased").asBoolean());
  }

  private String positions() throws Exception {
    try (Connection owner = SERVICE.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      var rows =
          statement.executeQuery(
              "SELECT string_agg(concat(tx, '-', seq, ' ', event_id, ' ', resource_id, ' ', version), E'\\n' ORDER BY event.tx, event.seq) FROM event");
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void sameRequestAgain_changesNothingAndAnswersTheSame() throws Exception {
    String body = erasure("again-" + marker.hashCode());
    JsonNode first = eraseAll(body);
    String before = positions();
    assertEquals(first, eraseAll(body));
    assertEquals(before, positions());
  }

  @Test
  void relationStillRuns_refusesAndLeavesIt() {
    String open =
        Expect.status(201, client.post(DiaryMain.API + "/diary", filled(diary("open")))).id();
    assertEquals(open, found().at("/running/0/id").asText());
    Answer refused =
        door(
            "erase",
            "{\"requestId\":\"runs\",\"subjects\":[\"%s\"],\"resources\":[{\"type\":\"diary\",\"id\":\"%s\"}]}"
                .formatted(person, open));
    Expect.refusal(409, "relationRuns", refused);
    Expect.status(200, client.get(DiaryMain.API + "/diary/" + open));
  }

  @Test
  void somebodyElsesResource_isRefusedAndLeft() {
    String body =
        "{\"requestId\":\"wrong\",\"subjects\":[\"nobody\"],\"resources\":[{\"type\":\"diary\",\"id\":\"%s\"}]}"
            .formatted(diary);
    Expect.refusal(422, "notTheirs", door("erase", body));
    Expect.status(200, client.get(DiaryMain.API + "/diary/" + diary));
  }

  @Test
  void anotherTenant_findsAndErasesNothing() {
    Client other = SERVICE.client("other");
    JsonNode found =
        other
            .post("/privacy/v1/diary/find", "{\"subjects\":%s}".formatted(ids(Stream.of(person))))
            .json();
    assertTrue(found.path("resources").isEmpty());
    String body =
        "{\"requestId\":\"theft\",\"subjects\":[\"%s\"],\"resources\":[{\"type\":\"person\",\"id\":\"%1$s\"}]}"
            .formatted(person);
    Expect.refusal(422, "notTheirs", other.post("/privacy/v1/diary/erase", body));
  }

  @Test
  void keptForTheLaw_changesNoMoreAndGoesWhenTheTermIsOver() throws Exception {
    String body = erasure("term-" + marker.hashCode());
    JsonNode kept = eraseAll(body);
    assertEquals("PSEUDONYMISED", outcome(kept, ledger));
    String path = DiaryMain.API + "/ledger/" + ledger;
    Expect.refusal(409, "erased", client.merge(path, "{\"name\":\"Jane\"}"));
    try (Connection owner = SERVICE.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "UPDATE erasure_item SET kept_until = '2020-12-31' WHERE kept_until IS NOT NULL");
    }
    assertEquals("DELETED", outcome(eraseAll(body), ledger));
    Expect.refusal(404, "notFound", client.get(path));
  }

  @Test
  void markOfErasure_cannotBeWrittenByACaller() {
    String id =
        Expect.status(
                201, client.post(DiaryMain.API + "/person", "{\"name\":\"J\",\"@erased\":true}"))
            .id();
    assertFalse(client.get(DiaryMain.API + "/person/" + id).json().has("@erased"));
  }

  @Test
  void pastEvents_canOnlyBecomeLess() throws Exception {
    try (Connection app = SERVICE.database().connect();
        Statement statement = app.createStatement()) {
      statement.execute("SELECT set_config('trunkline.tenant', 'acme', false)");
      var rows =
          statement.executeQuery(
              """
              SELECT reduce_events(array_agg(tx::text), array_agg(seq), array_agg('{"name":"forged"}'::text), 'x')
              FROM event WHERE resource_id = '%s'
              """
                  .formatted(person));
      rows.next();
      assertEquals(0, rows.getInt(1));
    }
  }

  @Test
  void withoutTheScope_everyDoorIsShut() {
    Client agent = SERVICE.client("acme", "tmf:read", "tmf:write", "pii:read");
    for (String door : List.of("find", "export", "erase")) {
      Expect.refusal(
          403, "forbidden", agent.post("/privacy/v1/diary/" + door, "{\"subjects\":[\"a\"]}"));
    }
  }

  @Test
  void badBodies_areRefusedByName() {
    Expect.refusal(400, "missingAttribute", door("find", "{}"));
    Expect.refusal(400, "invalidAttribute", door("find", "{\"subjects\":\"a\"}"));
    Expect.refusal(400, "invalidAttribute", door("find", "{\"subjects\":[1]}"));
    Expect.refusal(400, "missingAttribute", door("erase", "{\"subjects\":[\"a\"]}"));
  }
}
