package trunkline.interaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.tmf.query.QueryParser;
import trunkline.platform.tmf.query.SqlFilter;

/** A customer's contacts, newest first, among a hundred thousand. */
class TimeLineTest {
  private static final String TENANT = "timeline";
  private static final String PATH = Specimens.PARTY_INTERACTION.path();
  private static final String QUERY = "relatedParty.id=%s&sort=-interactionDate.startDateTime";

  /**
   * 5,000 customers with some 20 contacts each, taken by 50 agents, and one customer of whom
   * nothing was heard for years, but a lot before.
   */
  private static final String LOAD =
      """
      INSERT INTO party_interaction (tenant, id, version, created_at, updated_at, body)
      SELECT 'timeline', 'i' || n, 1, now(), now(), jsonb_build_object(
        'direction', 'inbound', 'reason', 'billing', 'status', 'completed', 'channel', '[{"id":"phone"}]'::jsonb, 'n', n,
        'interactionDate', jsonb_build_object('startDateTime',
           to_char(timestamp '2020-01-01' + n * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
        'relatedParty', jsonb_build_array(
           jsonb_build_object('id', CASE WHEN n <= 3000 THEN 'dormant' ELSE 'customer-' || n % 5000 END, 'role', 'customer'),
           jsonb_build_object('id', 'agent-' || n % 50, 'role', 'agent')))
      FROM generate_series(1, 100000) AS n;
      INSERT INTO party_interaction_party (tenant, value, id, started)
      SELECT tenant, party #>> '{}', id, started
      FROM party_interaction, jsonb_path_query(body, '$.relatedParty[*].id') AS party WHERE tenant = 'timeline'
      """;

  private static Client client = Shared.service().client(TENANT);

  @BeforeAll
  static void load() throws SQLException {
    try (Connection owner = Shared.service().database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      // by hand and all at once what the trigger does row by row, which takes three times as long
      statement.execute("ALTER TABLE party_interaction DISABLE TRIGGER USER");
      statement.execute(LOAD);
      statement.execute("ALTER TABLE party_interaction ENABLE TRIGGER USER");
      statement.execute("ANALYZE party_interaction, party_interaction_party");
    }
    client = Shared.service().client(TENANT);
  }

  @Test
  void timeLine_isNewestFirstAndWhole() {
    Answer list = Expect.status(200, client.get(PATH + "?" + QUERY.formatted("customer-17")));
    assertEquals("19", list.header("X-Total-Count"));
    int last = Integer.MAX_VALUE;
    for (JsonNode interaction : list.json()) {
      assertTrue(interaction.path("n").asInt() < last, list.text());
      last = interaction.path("n").asInt();
      assertEquals("customer-17", interaction.at("/relatedParty/0/id").asText());
    }
  }

  @Test
  void timeLines_areServedByIndexes() throws SQLException {
    for (String party : new String[] {"customer-17", "agent-3", "dormant", "nobody"}) {
      String plan = plan(QUERY.formatted(party));
      assertFalse(plan.contains("Seq Scan") || plan.contains("Sort"), party + "\n" + plan);
      long[] micros = new long[21];
      for (int i = 0; i < micros.length; i++) {
        long begin = System.nanoTime();
        client.get(PATH + "?" + QUERY.formatted(party));
        micros[i] = (System.nanoTime() - begin) / 1000;
      }
      Arrays.sort(micros);
      System.out.printf("time line of %s: median %d µs%n%s%n", party, micros[10], plan);
    }
  }

  @Test
  void everybodysNewest_isReadFromTheIndexInOrder() throws SQLException {
    String plan = plan("sort=-interactionDate.startDateTime");
    assertTrue(plan.contains("party_interaction_newest"), plan);
    assertFalse(plan.contains("Sort"), plan);
  }

  @Test
  void valuesOfAnArray_followEveryChange() {
    String id =
        client.post(PATH, Specimens.PARTY_INTERACTION.body().replace("customer-1", "moving")).id();
    assertEquals(id, found("moving"));
    assertEquals(id, found("agent-7,moving&status=opened"));
    client.merge(PATH + "/" + id, "{\"relatedParty\":[{\"id\":\"moved\"},{\"id\":\"moved\"}]}");
    assertEquals("", found("moving"));
    assertEquals(id, found("moved"));
    Expect.status(204, client.delete(PATH + "/" + id));
    assertEquals("", found("moved"));
    Answer other = Shared.service().client("another").get(PATH + "?relatedParty.id=customer-17");
    assertEquals("[]", other.text());
    String tooLong = "{\"relatedParty\":[{\"id\":\"" + "x".repeat(401) + "\"}]}";
    String again = client.post(PATH, Specimens.PARTY_INTERACTION.body()).id();
    Expect.refusal(400, "invalidAttribute", client.merge(PATH + "/" + again, tooLong));
  }

  private static String found(String query) {
    return client
        .get(PATH + "?relatedParty.id=" + query + "&sort=-interactionDate.startDateTime&limit=1")
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  /** How PostgreSQL answers the list query for the service's own role, with its values. */
  private static String plan(String query) throws SQLException {
    SqlFilter filter =
        SqlFilter.compile(
            QueryParser.parse(query),
            PartyInteraction.TYPE.columns(),
            PartyInteraction.TYPE.valueTables(),
            "");
    String along =
        filter
            .along()
            .map(a -> a.text() + " JOIN party_interaction ON id = along_id")
            .orElse("party_interaction");
    String sql =
        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT id, version, body::text FROM %s WHERE %s ORDER BY %s LIMIT 100"
            .formatted(along, filter.where().text(), filter.orderBy().text());
    try (Connection app = Shared.service().database().connect()) {
      try (PreparedStatement bind =
          app.prepareStatement("SELECT set_config('trunkline.tenant', ?, false)")) {
        bind.setString(1, TENANT);
        bind.execute();
      }
      try (PreparedStatement statement = app.prepareStatement(sql)) {
        int next = filter.along().isPresent() ? filter.along().get().bind(statement, 1) : 1;
        filter.orderBy().bind(statement, filter.where().bind(statement, next));
        ResultSet rows = statement.executeQuery();
        var plan = new StringBuilder();
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
        return plan.toString();
      }
    }
  }
}
