package trunkline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Who may find whom, who is told of it, and what is forgotten. */
class PrivacyTest {
  private static final Searching IT = Shared.searching();

  @Test
  void withoutPiiRead_searchByAnythingPersonalIsRefused() {
    Client blind = IT.service.client(Searching.tenant(), "tmf:read");
    for (String query :
        new String[] {"q=Jane", "q=Jane&kind=name", "q=4711&kind=iccid", "q=a@b.c"}) {
      Expect.refusal(403, "maskedAttribute", blind.get(Searching.PATH + "?" + query));
    }
    Expect.refusal(
        403, "forbidden", IT.service.client("t", "pii:read").get(Searching.PATH + "?q=Jane"));
  }

  @Test
  void withoutPiiRead_searchByIdAnswersMasked() {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Gundula", "Gaukeley");
    IT.awaitKnown(tenant, customer);
    Client blind = IT.service.client(tenant, "tmf:read");
    Answer answer = Expect.status(200, blind.get(Searching.PATH + "?kind=id&q=" + customer));
    JsonNode line = answer.json().path(0);
    assertEquals(customer, line.path("id").asText());
    assertEquals("G***", line.path("name").asText());
    assertFalse(answer.text().contains("Gaukeley"), answer.text());
  }

  @Test
  void everySearchAndEveryView_isAudited_withoutWhatWasAsked() {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Primus", "von Quack");
    IT.awaitKnown(tenant, customer);
    IT.ids(tenant, "Primus von Quack", "kind=name");
    Client auditor = IT.service.client(tenant, "audit:read");
    Searching.await(
        "the search is audited", () -> auditor.get("/audit/v1/read").text().contains("q=***"));
    String text = auditor.get("/audit/v1/read").text();
    assertTrue(text.contains("kind=name&limit=20&q=***"), text);
    assertFalse(text.contains("Primus"), text);
    Answer views = auditor.get("/audit/v1/read?resourceId=" + customer);
    assertTrue(views.json().size() >= 1, views.text());
    assertEquals("customer360", views.json().path(0).path("resourceType").asText(), views.text());
  }

  @Test
  void deleted_isGone_andNoDuplicateRevivesIt() throws SQLException {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Dussel", "Deleted");
    IT.awaitKnown(tenant, customer);
    IT.logs.delete("customer", tenant, "customer", customer);
    Searching.await("it is gone", () -> IT.whole(tenant, customer).status() == 404);
    IT.logs.repeat("customer");
    String after = IT.customer(tenant, "Gustav", "After");
    IT.awaitKnown(tenant, after);
    assertEquals(404, IT.whole(tenant, customer).status());
    assertEquals(0, rows(tenant, customer, "body IS NOT NULL"));
  }

  @Test
  void erased_isForgottenForGood_inEveryTable() throws SQLException {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Mac", "Moneysac");
    IT.awaitKnown(tenant, customer);
    IT.logs.put(
        "customer", tenant, "customer", customer, "{\"@erased\":true,\"name\":\"Mac Moneysac\"}");
    Searching.await("it is gone", () -> IT.whole(tenant, customer).status() == 404);
    IT.logs.put("customer", tenant, "customer", customer, "{\"name\":\"Mac is back\"}");
    IT.logs.repeat("customer");
    String after = IT.customer(tenant, "Gustav", "After");
    IT.awaitKnown(tenant, after);
    assertEquals(404, IT.whole(tenant, customer).status());
    assertEquals(2, rows(tenant, customer, "state = 'ERASED' AND body IS NULL"));
    assertEquals(0, count("SELECT count(*) FROM term WHERE id = '" + customer + "'"));
    assertEquals(1, words(tenant, "moneysac"), "the party is still there");
    assertEquals(0, count("SELECT count(*) FROM reference WHERE id = '" + customer + "'"));
  }

  @Test
  void erasureInALog_forgetsEveryResourceThatItNames() {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Nelly", "Nobody");
    String other = IT.customer(tenant, "Olga", "Other");
    IT.awaitKnown(tenant, other);
    String party = IT.whole(tenant, customer).json().at("/party/item/0/id").asText();
    String erased = "{\"individual\":[\"%s\"],\"customer\":[\"%s\"]}".formatted(party, customer);
    IT.logs.put(
        "customer",
        tenant,
        "erasure",
        Searching.id(),
        "{\"requestId\":\"r1\",\"erased\":%s,\"stripped\":{}}".formatted(erased));
    Searching.await("it is gone", () -> IT.whole(tenant, customer).status() == 404);
    assertEquals(404, IT.whole(tenant, party).status());
    assertEquals(0, IT.ids(tenant, "Nelly Nobody").size());
    assertEquals(200, IT.whole(tenant, other).status());
  }

  @Test
  void erasureOfSomebody_isDoneWhenTheProjectionHasForgottenThem() {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Quirin", "Quitter");
    IT.awaitKnown(tenant, customer);
    Client officer = IT.service.client(tenant, "privacy:execute");
    String subjects = "\"subjects\":[\"%s\"]".formatted(customer);
    String held =
        Expect.status(200, officer.post("/privacy/v1/search/export", "{%s}".formatted(subjects)))
            .text();
    assertTrue(held.contains("\"kind\":\"searchDocument\"") && held.contains("Quitter"), held);
    String erasure = "{\"requestId\":\"r2\",%s}".formatted(subjects);
    Expect.refusal(503, "catchingUp", officer.post("/privacy/v1/search/erase", erasure));
    IT.logs.put(
        "customer",
        tenant,
        "erasure",
        Searching.id(),
        "{\"requestId\":\"r2\",\"erased\":{\"customer\":[\"%s\"]},\"stripped\":{}}"
            .formatted(customer));
    Answer done = Expect.status(200, officer.post("/privacy/v1/search/erase", erasure));
    assertTrue(done.json().path("done").asBoolean(), done.text());
    assertEquals(404, IT.whole(tenant, customer).status());
  }

  @Test
  void erasedWithAllTheyHad_theirWordsAreForgotten_andNobodyElses() throws SQLException {
    String tenant = Searching.tenant();
    String customer = IT.customer(tenant, "Mac", "Moneysac");
    String other = IT.customer(tenant, "Mac", "Other");
    IT.awaitKnown(tenant, other);
    assertEquals(1, words(tenant, "moneysac"));
    String party = IT.whole(tenant, customer).json().at("/party/item/0/id").asText();
    IT.logs.put("customer", tenant, "customer", customer, "{\"@erased\":true}");
    IT.logs.put("customer", tenant, "individual", party, "{\"@erased\":true}");
    Searching.await("it is gone", () -> IT.whole(tenant, party).status() == 404);
    assertEquals(0, words(tenant, "moneysac"));
    assertEquals(1, words(tenant, "mac"));
    assertEquals(List.of(other), IT.ids(tenant, "Mac"));
  }

  private static int words(String tenant, String word) throws SQLException {
    return count(
        "SELECT count(*) FROM word WHERE tenant = '%s' AND word = '%s'".formatted(tenant, word));
  }

  private static int rows(String tenant, String id, String condition) throws SQLException {
    return count(
        "SELECT count(*) FROM document WHERE tenant = '%s' AND id = '%s' AND %s"
            .formatted(tenant, id, condition));
  }

  private static int count(String sql) throws SQLException {
    try (Connection connection = IT.service.database().connectAsOwner();
        Statement statement = connection.createStatement()) {
      ResultSet row = statement.executeQuery(sql);
      row.next();
      return row.getInt(1);
    }
  }
}
