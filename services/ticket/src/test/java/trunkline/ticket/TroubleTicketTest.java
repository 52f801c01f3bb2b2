package trunkline.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** What is special about a ticket, rule by rule, over HTTP. */
class TroubleTicketTest {
  private static final String PATH = Specimens.TROUBLE_TICKET.path();
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final String tenant = "ticket-" + TENANTS.incrementAndGet();
  private final Client client = Shared.service().client(tenant);

  private Answer post(String more) {
    return client.post(
        PATH,
        "{\"description\":\"no dial tone\",\"severity\":\"High\",\"ticketType\":\"incident\"%s}"
            .formatted(more));
  }

  private String create(String more) {
    return Expect.status(201, post(more)).id();
  }

  private Answer merge(String id, String patch) {
    return client.merge(PATH + "/" + id, patch);
  }

  @Test
  void statusOfAnOlderRelease_staysAsTheReasonOfTheFirst() {
    JsonNode ticket = Expect.status(201, post(",\"status\":\"nanana\"")).json();
    assertEquals("acknowledged", ticket.path("status").asText());
    assertEquals("nanana", ticket.path("statusChangeReason").asText());
    Expect.refusal(
        400, "invalidAttribute", merge(ticket.path("id").asText(), "{\"status\":\"nanana\"}"));
  }

  @Test
  void bareTicket_getsStatusHistoryPriorityAndClocks() {
    JsonNode ticket = Expect.status(201, post("")).json();
    String created = ticket.path("creationDate").asText();
    assertEquals("acknowledged", ticket.path("status").asText());
    assertEquals("High", ticket.path("priority").asText());
    assertEquals(created, ticket.path("statusChangeDate").asText());
    assertEquals("acknowledged", ticket.at("/statusChange/0/status").asText());
    assertEquals(1, ticket.path("statusChange").size());
    Instant begin = Instant.parse(created);
    assertEquals(
        begin.plus(Duration.ofHours(1)), Instant.parse(ticket.at("/sla/respondBy").asText()));
    assertEquals(
        begin.plus(Duration.ofHours(8)), Instant.parse(ticket.at("/sla/resolveBy").asText()));
    assertEquals(ticket.at("/sla/resolveBy"), ticket.path("expectedResolutionDate"));
    assertEquals(
        begin.plus(Duration.ofMinutes(45)), Instant.parse(ticket.at("/sla/escalateAt").asText()));
    assertFalse(ticket.at("/sla/breached").asBoolean());
    assertEquals("running", ticket.at("/sla/clock").asText());
  }

  @Test
  void everyMove_isKeptWithItsReason() {
    String id = create("");
    merge(id, "{\"status\":\"inProgress\",\"statusChangeReason\":\"looked at\"}");
    merge(id, "{\"status\":\"pending\"}");
    JsonNode held =
        merge(id, "{\"status\":\"held\",\"statusChangeReason\":\"part is ordered\"}").json();
    assertEquals(4, held.path("statusChange").size());
    assertEquals("looked at", held.at("/statusChange/1/changeReason").asText());
    assertTrue(held.at("/statusChange/2/changeReason").isMissingNode());
    assertEquals("part is ordered", held.at("/statusChange/3/changeReason").asText());
    assertEquals(held.at("/statusChange/3/changeDate"), held.path("statusChangeDate"));
    assertEquals("stopped", held.at("/sla/clock").asText());
    assertFalse(held.has("expectedResolutionDate"));
    assertEquals(held.at("/statusChange/1/changeDate"), held.at("/sla/respondedAt"));
    JsonNode resolved = merge(id, "{\"status\":\"resolved\"}").json();
    assertEquals(resolved.path("statusChangeDate"), resolved.path("resolutionDate"));
    JsonNode reopened = merge(id, "{\"status\":\"inProgress\"}").json();
    assertFalse(reopened.has("resolutionDate"));
    assertEquals("running", reopened.at("/sla/clock").asText());
    JsonNode again = merge(id, "{\"status\":\"resolved\"}").json();
    JsonNode closed = merge(id, "{\"status\":\"closed\"}").json();
    assertEquals(again.path("resolutionDate"), closed.path("resolutionDate"));
    assertEquals("ended", closed.at("/sla/clock").asText());
    Expect.refusal(409, "illegalTransition", merge(id, "{\"status\":\"inProgress\"}"));
  }

  @Test
  void whatTheServiceKeeps_isNotTheCallersToChange() {
    String id = create("");
    JsonNode before = client.get(PATH + "/" + id).json();
    for (String patch :
        new String[] {
          "{\"creationDate\":\"2020-01-01T00:00:00Z\"}",
          "{\"lastUpdate\":null}",
          "{\"statusChange\":[]}",
          "{\"statusChangeDate\":\"2020-01-01T00:00:00Z\"}",
          "{\"resolutionDate\":\"2020-01-01T00:00:00Z\"}",
          "{\"expectedResolutionDate\":\"2040-01-01T00:00:00Z\"}",
          "{\"sla\":{\"breached\":true}}",
          "{\"sla\":null}"
        }) {
      Expect.refusal(400, "immutableAttribute", merge(id, patch));
    }
    assertEquals(before, client.get(PATH + "/" + id).json());
    JsonNode created = post(",\"sla\":{\"breached\":true},\"lastUpdate\":\"2020-01-01\"").json();
    assertFalse(created.at("/sla/breached").asBoolean());
    assertEquals(created.path("creationDate"), created.path("lastUpdate"));
  }

  @Test
  void anotherSystemsTicket_isLoadedWithItsHistory() {
    JsonNode told =
        post("""
                ,"status":"closed","creationDate":"2019-05-01T10:00:00+02:00","statusChange":[
                  {"status":"acknowledged","changeDate":"2019-05-01T08:00:00Z"},
                  {"status":"inProgress","changeDate":"2019-05-01T08:30:00Z"},
                  {"status":"resolved","changeDate":"2019-05-01T17:00:00Z","changeReason":"new cable"},
                  {"status":"closed","changeDate":"2019-05-03T08:00:00Z"}]
                """)
            .json();
    assertEquals("2019-05-01T17:00:00.000Z", told.path("resolutionDate").asText());
    assertEquals("new cable", told.at("/statusChange/2/changeReason").asText());
    assertEquals("PT9H", told.at("/sla/resolutionElapsed").asText());
    assertTrue(told.at("/sla/breached").asBoolean());
    assertFalse(told.at("/sla").has("escalateAt"));
    JsonNode made =
        post(",\"status\":\"resolved\",\"creationDate\":\"2019-05-01T08:00:00Z\",\"resolutionDate\":\"2019-05-01T10:00:00Z\"")
            .json();
    assertEquals(2, made.path("statusChange").size());
    assertEquals("PT2H", made.at("/sla/resolutionElapsed").asText());
    assertEquals("2019-05-01T10:00:00.000Z", made.path("resolutionDate").asText());
  }

  @Test
  void historyThatDoesNotHoldTogether_isRefused() {
    String step = "{\"status\":\"%s\",\"changeDate\":\"%s\"}";
    String first = step.formatted("acknowledged", "2019-05-01T08:00:00Z");
    for (String history :
        new String[] {
          "null",
          "{\"status\":\"acknowledged\"}",
          step.formatted("asleep", "2019-05-01T08:00:00Z"),
          step.formatted("acknowledged", "2019-04-30T08:00:00Z"),
          first + "," + step.formatted("inProgress", "2019-05-02T08:00:00Z"),
          step.formatted("inProgress", "2019-05-02T08:00:00Z") + "," + first
        }) {
      Answer answer =
          post(",\"creationDate\":\"2019-05-01T08:00:00Z\",\"statusChange\":[" + history + "]");
      Expect.refusal(422, "invalidHistory", answer);
    }
    Expect.refusal(422, "dateInFuture", post(",\"creationDate\":\"2999-01-01T08:00:00Z\""));
    Expect.refusal(
        422,
        "dateInFuture",
        post(",\"status\":\"held\",\"statusChangeDate\":\"2999-01-01T08:00:00Z\""));
  }

  @Test
  void relations_areHeldToTheirRules() {
    String id = create("");
    String relation = "{\"troubleTicketRelationship\":[%s]}";
    String parent = "{\"id\":\"%s\",\"relationshipType\":\"parent\"}";
    Expect.refusal(422, "relatedToItself", merge(id, relation.formatted(parent.formatted(id))));
    Expect.refusal(
        422,
        "relatedTwice",
        merge(id, relation.formatted(parent.formatted("a") + "," + parent.formatted("a"))));
    Expect.refusal(
        422,
        "oneOnly",
        merge(id, relation.formatted(parent.formatted("a") + "," + parent.formatted("b"))));
    Expect.refusal(400, "missingAttribute", merge(id, relation.formatted("{\"id\":\"a\"}")));
    Expect.status(
        200,
        merge(
            id,
            relation.formatted(
                parent.formatted("a") + ",{\"id\":\"b\",\"relationshipType\":\"duplicate\"}")));
    Expect.refusal(
        400,
        "missingAttribute",
        merge(id, "{\"relatedEntity\":[{\"id\":\"i\",\"role\":\"origin\"}]}"));
    Expect.refusal(
        422,
        "oneOnly",
        merge(
            id,
            "{\"relatedParty\":[{\"id\":\"a\",\"role\":\"owner\"},{\"id\":\"b\",\"role\":\"owner\"}]}"));
    Expect.status(
        200,
        merge(
            id,
            "{\"relatedParty\":[{\"id\":\"c\",\"role\":\"customer\"},{\"id\":\"a\",\"role\":\"owner\"},{\"id\":\"b\",\"role\":\"agent\"}]}"));
    assertEquals(
        id,
        client
            .get(PATH + "?relatedParty.id=c&sort=-creationDate")
            .json()
            .path(0)
            .path("id")
            .asText());
  }

  @Test
  void ticketOfTheDesk_isFoundByItsKey() {
    String id = create(",\"externalId\":\"OPS-4711\"");
    assertEquals(id, client.get(PATH + "?externalId=OPS-4711").json().path(0).path("id").asText());
  }

  @Test
  void requestedResolution_liesBehindTheReport() {
    Expect.refusal(
        422, "requestedBeforeCreated", post(",\"requestedResolutionDate\":\"2020-01-01\""));
    Expect.status(201, post(",\"requestedResolutionDate\":\"2999-01-01T00:00:00Z\""));
  }

  @Test
  void notesAndAttachments_areAsInInteractions() {
    Expect.refusal(400, "missingAttribute", post(",\"note\":[{\"author\":\"writer\"}]"));
    Expect.refusal(400, "missingAttribute", post(",\"note\":[{\"text\":null}]"));
    Expect.refusal(400, "inlineContent", post(",\"attachment\":[{\"content\":\"aGk=\"}]"));
    assertEquals("1", post(",\"note\":[{\"text\":\"a\"}]").json().at("/note/0/id").asText());
  }

  @Test
  void delete_isForTicketsThatNobodyTookUp() {
    Expect.status(204, client.delete(PATH + "/" + create("")));
    String worked = create("");
    merge(worked, "{\"status\":\"inProgress\"}");
    Expect.refusal(409, "takenUp", client.delete(PATH + "/" + worked));
    Expect.refusal(409, "takenUp", client.delete(PATH + "/" + create(",\"status\":\"rejected\"")));
  }

  @Test
  void withoutPiiRead_nothingThatWasSaidIsShown() {
    String id =
        create(
            """
            ,"name":"secret","statusChangeReason":"secret","note":[{"author":"secret","text":"secret"}],
            "attachment":[{"url":"https://secret","name":"secret","description":"secret"}],
            "relatedParty":[{"id":"c","name":"secret"}],
            "relatedEntity":[{"id":"i","role":"origin","@referredType":"Customer","name":"secret"}]
            """);
    merge(id, "{\"description\":\"secret\"}");
    merge(id, "{\"status\":\"held\",\"statusChangeReason\":\"secret too\"}");
    Answer masked = Shared.service().client(tenant, "tmf:read").get(PATH + "/" + id);
    assertFalse(Expect.status(200, masked).text().contains("secret"), masked.text());
  }
}
