package trunkline.interaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** What is special about an interaction, rule by rule. */
class PartyInteractionTest {
  private static final String PATH = Specimens.PARTY_INTERACTION.path();
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String BARE =
      "{\"direction\":\"inbound\",\"reason\":\"billing\",\"channel\":[{\"id\":\"phone\"}]%s}";

  private final String tenant = "interaction-" + TENANTS.incrementAndGet();
  private final Client client = Shared.service().client(tenant);

  private Answer post(String more) {
    return client.post(PATH, BARE.formatted(more));
  }

  private String create(String more) {
    return Expect.status(201, post(more)).id();
  }

  private Answer merge(String id, String patch) {
    return client.merge(PATH + "/" + id, patch);
  }

  private String completed() {
    String id = client.post(PATH, Specimens.PARTY_INTERACTION.body()).id();
    Expect.status(
        200,
        merge(
            id,
            """
            {"status":"completed","note":[{"text":"one"}],"attachment":[{"url":"https://files.example/1"}],
             "interactionItem":[{"reason":"bill 5"}],"interactionRelationship":[{"id":"earlier"}]}
            """));
    return id;
  }

  private Answer append(String id, String array, String element) {
    String patch = "[{\"op\":\"add\",\"path\":\"/%s/-\",\"value\":%s}]".formatted(array, element);
    return client.patch(PATH + "/" + id, "application/json-patch+json", patch);
  }

  @Test
  void bareContact_getsStatusAndDates() {
    Instant before = Instant.now().minusMillis(1);
    JsonNode created = Expect.status(201, post("")).json();
    assertEquals("opened", created.path("status").asText());
    for (String date :
        new String[] {"/creationDate", "/statusChangeDate", "/interactionDate/startDateTime"}) {
      Instant time = Instant.parse(created.at(date).asText());
      assertTrue(!time.isBefore(before) && !time.isAfter(Instant.now()), date + " of " + created);
    }
    assertTrue(created.at("/interactionDate/endDateTime").isMissingNode());
  }

  @Test
  void timesOfTheContact_areKeptInUtc() {
    JsonNode period =
        post(",\"interactionDate\":{\"startDateTime\":\"2026-01-31T10:00:00+01:00\",\"endDateTime\":\"2026-01-31\"}")
            .json();
    assertEquals("periodReversed", period.path("code").asText());
    JsonNode created =
        post(",\"interactionDate\":{\"startDateTime\":\"2026-01-31T10:00+01:00\",\"endDateTime\":\"2026-02-01\"}")
            .json();
    assertEquals("2026-01-31T09:00:00.000Z", created.at("/interactionDate/startDateTime").asText());
    assertEquals("2026-02-01T00:00:00.000Z", created.at("/interactionDate/endDateTime").asText());
    Answer noSuchDay = post(",\"interactionDate\":{\"startDateTime\":\"2026-02-30\"}");
    Expect.refusal(400, "invalidAttribute", noSuchDay);
    assertTrue(noSuchDay.text().contains("interactionDate.startDateTime"), noSuchDay.text());
  }

  @Test
  void directionAndChannel_mustMeanSomething() {
    Expect.refusal(
        400,
        "invalidAttribute",
        client.post(PATH, BARE.formatted("").replace("inbound", "sideways")));
    Expect.refusal(
        400,
        "missingAttribute",
        client.post(PATH, BARE.formatted("").replace("\"id\":\"phone\"", "")));
    Expect.status(201, client.post(PATH, BARE.formatted("").replace("\"id\"", "\"name\"")));
  }

  @Test
  void attachment_isAReferenceOnly() {
    String inline = "x".repeat(20_000);
    Answer refused =
        post(
            ",\"attachment\":[{\"url\":\"https://f.example/1\"},{\"content\":\"" + inline + "\"}]");
    Expect.refusal(400, "inlineContent", refused);
    assertTrue(
        refused.json().path("message").asText().contains("attachment.1.content"), refused.text());
    Expect.refusal(400, "missingAttribute", post(",\"attachment\":[{\"name\":\"contract\"}]"));
    Expect.refusal(
        400,
        "inlineContent",
        post(",\"interactionItem\":[{\"attachment\":[{\"href\":\"/f\",\"content\":\"aGk=\"}]}]"));
    String whole =
        ",\"attachment\":[{\"url\":\"https://f.example/1\",\"mimeType\":\"audio/ogg\",\"size\":{\"amount\":12.5,\"units\":\"kB\"},\"sha256\":\"%s\"}]";
    JsonNode kept = Expect.status(201, post(whole.formatted("0a".repeat(32)))).json();
    assertEquals("0a".repeat(32), kept.at("/attachment/0/sha256").asText());
    assertEquals("1", kept.at("/attachment/0/id").asText());
    Expect.refusal(400, "invalidAttribute", post(whole.formatted("not a hash")));
  }

  @Test
  void noteWithoutText_isRefused() {
    Expect.refusal(400, "missingAttribute", post(",\"note\":[{\"author\":\"agent-7\"}]"));
    JsonNode created =
        post(",\"note\":[{\"text\":\"a\"},{\"id\":\"5\",\"text\":\"b\"},{\"text\":\"c\"}]").json();
    assertEquals("6", created.at("/note/0/id").asText());
    assertEquals("7", created.at("/note/2/id").asText());
    Instant.parse(created.at("/note/0/date").asText());
  }

  @Test
  void completed_keepsWhatItSays() {
    String id = completed();
    JsonNode before = client.get(PATH + "/" + id).json();
    for (String patch :
        new String[] {
          "{\"channel\":[{\"id\":\"web\"}]}",
          "{\"direction\":\"outbound\"}",
          "{\"reason\":\"other\"}",
          "{\"description\":null}",
          "{\"interactionDate\":{\"endDateTime\":\"2026-01-31T10:00:00Z\"}}",
          "{\"relatedParty\":null}"
        }) {
      Expect.refusal(409, "interactionCompleted", merge(id, patch));
    }
    for (String patch :
        new String[] {
          "{\"note\":[]}",
          "{\"attachment\":null}",
          "{\"interactionRelationship\":[{\"id\":\"another\"}]}",
          "{\"interactionItem\":[{\"id\":\"1\",\"reason\":\"bill 6\"}]}",
          "{\"note\":[{\"text\":\"before it\"},{\"id\":\"1\",\"text\":\"one\"}]}"
        }) {
      Expect.refusal(409, "onlyAddedTo", merge(id, patch));
    }
    Expect.refusal(409, "illegalTransition", merge(id, "{\"status\":\"opened\"}"));
    assertEquals(before, client.get(PATH + "/" + id).json());
  }

  @Test
  void completed_isAddedTo() {
    String id = completed();
    Expect.status(200, append(id, "note", "{\"text\":\"two\"}"));
    Expect.status(200, append(id, "attachment", "{\"url\":\"https://files.example/2\"}"));
    Expect.status(200, append(id, "interactionRelationship", "{\"id\":\"later\"}"));
    JsonNode after =
        Expect.status(200, append(id, "interactionItem", "{\"reason\":\"bill 6\"}")).json();
    for (String array :
        new String[] {"note", "attachment", "interactionRelationship", "interactionItem"}) {
      assertEquals(2, after.path(array).size(), array);
    }
    assertEquals("2", after.at("/note/1/id").asText());
  }

  @Test
  void datesThatTheServiceKeeps_areNotTheCallersToChange() {
    String id = create("");
    Expect.refusal(
        400, "immutableAttribute", merge(id, "{\"creationDate\":\"2020-01-01T00:00:00Z\"}"));
    Expect.refusal(400, "immutableAttribute", merge(id, "{\"statusChangeDate\":null}"));
    String opened = client.get(PATH + "/" + id).json().path("statusChangeDate").asText();
    String moved =
        merge(id, "{\"status\":\"inProgress\"}").json().path("statusChangeDate").asText();
    assertTrue(moved.compareTo(opened) >= 0, moved);
    Answer old = post(",\"creationDate\":\"2019-05-01T10:00:00+02:00\",\"status\":\"completed\"");
    assertEquals("2019-05-01T08:00:00.000Z", old.json().path("creationDate").asText());
  }

  @Test
  void delete_isForMistakesOnly() {
    Expect.status(204, client.delete(PATH + "/" + create("")));
    String withItem = create(",\"interactionItem\":[{\"reason\":\"bill\"}]");
    Expect.refusal(409, "partOfTheRecord", client.delete(PATH + "/" + withItem));
    String running = create(",\"status\":\"inProgress\"");
    Expect.refusal(409, "partOfTheRecord", client.delete(PATH + "/" + running));
    Expect.refusal(409, "partOfTheRecord", client.delete(PATH + "/" + completed()));
  }

  @Test
  void relationToItself_isRefused() {
    String id = create("");
    Expect.refusal(
        422,
        "relatedToItself",
        merge(id, "{\"interactionRelationship\":[{\"id\":\"" + id + "\"}]}"));
    Expect.status(200, merge(id, "{\"interactionRelationship\":[{\"id\":\"another\"}]}"));
  }

  @Test
  void withoutPiiRead_nothingThatWasSaidIsShown() {
    String id =
        create(
            """
            ,"description":"secret","note":[{"author":"secret","text":"secret"}],
            "attachment":[{"url":"https://secret","name":"secret","description":"secret"}],
            "relatedParty":[{"id":"c","name":"secret"}],
            "interactionItem":[{"resolution":"secret","note":[{"author":"secret","text":"secret"}],
              "attachment":[{"url":"https://secret","name":"secret","description":"secret"}],
              "relatedParty":[{"id":"c","name":"secret"}]}]
            """);
    Client blind = Shared.service().client(tenant, "tmf:read");
    Answer masked = Expect.status(200, blind.get(PATH + "/" + id));
    assertFalse(masked.text().contains("secret"), masked.text());
    Expect.refusal(403, "maskedAttribute", blind.get(PATH + "?note.text.regex=s"));
    Expect.status(200, blind.get(PATH + "?relatedParty.id=c&reason=billing"));
  }
}
