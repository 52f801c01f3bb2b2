package trunkline.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;

/** A search service that follows {@link Logs}, and what tests do with the two. */
final class Searching implements AutoCloseable {
  static final String PATH = "/search/v1/customer";
  static final String WHOLE = "/tmf-api/customer360/v4/customer360/";
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  final Logs logs;
  private final boolean ownLogs;
  final ServiceUnderTest service;

  private Searching(Logs logs, boolean ownLogs, String... extra) {
    this.logs = logs;
    this.ownLogs = ownLogs;
    String[] peers = {"peers.url", logs.base()};
    this.service =
        ServiceUnderTest.start(
            SearchMain::start,
            Stream.concat(Stream.of(peers), Stream.of(extra)).toArray(String[]::new));
  }

  static Searching start(String... extra) {
    return new Searching(Logs.start(), true, extra);
  }

  /** Another search service that follows the same logs. */
  static Searching startOn(Logs logs) {
    return new Searching(logs, false);
  }

  /** A tenant that nobody else has. */
  static String tenant() {
    return "t" + UUID.randomUUID().toString().substring(0, 12);
  }

  static String id() {
    return UUID.randomUUID().toString();
  }

  /** A person who is a customer; answers the customer's id. */
  String customer(String tenant, String givenName, String familyName) {
    return customer(tenant, givenName, familyName, "[]");
  }

  String customer(String tenant, String givenName, String familyName, String contactMedium) {
    String party = id();
    String customer = id();
    logs.put(
        "customer",
        tenant,
        "individual",
        party,
        """
        {"@type":"Individual","givenName":"%s","familyName":"%s","contactMedium":%s}
        """
            .formatted(givenName, familyName, contactMedium));
    logs.put(
        "customer",
        tenant,
        "customer",
        customer,
        """
        {"@type":"Customer","name":"%s %s","status":"Active","engagedParty":{"id":"%s","@referredType":"Individual"}}
        """
            .formatted(givenName, familyName, party));
    return customer;
  }

  /** The ids that a search answers, in its order. */
  List<String> ids(String tenant, String q, String... more) {
    return lines(search(tenant, q, more)).map(line -> line.path("id").asText()).toList();
  }

  Answer search(String tenant, String q, String... more) {
    String rest = more.length == 0 ? "" : "&" + String.join("&", more);
    Client client = service.client(tenant);
    return Expect.status(
        200, client.get(PATH + "?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + rest));
  }

  static Stream<JsonNode> lines(Answer answer) {
    return StreamSupport.stream(answer.json().spliterator(), false);
  }

  Answer whole(String tenant, String id) {
    return service.client(tenant).get(WHOLE + id);
  }

  JsonNode status() {
    return Expect.status(200, service.client("any").get("/search/v1/status")).json();
  }

  /** How far a generation has come with a service. */
  JsonNode statusOf(String state, String name) {
    for (JsonNode feed : status().path(state).path("service")) {
      if (feed.path("name").asText().equals(name)) {
        return feed;
      }
    }
    return MissingNode.getInstance();
  }

  /** What the names of the cursors in the database begin with. */
  List<String> cursors() {
    return query(
        """
        SELECT DISTINCT regexp_replace(name, '/.*', '/') FROM cursor_position WHERE name LIKE 'generation-%' ORDER BY 1
        """);
  }

  int documents(String tenant) {
    return Integer.parseInt(
        query("SELECT count(*) FROM document WHERE tenant = '" + tenant + "'").getFirst());
  }

  void asOwner(String sql) {
    query(sql + " RETURNING 1");
  }

  List<String> query(String sql) {
    try (Connection connection = service.database().connectAsOwner();
        Statement statement = connection.createStatement()) {
      var found = new ArrayList<String>();
      ResultSet rows = statement.executeQuery(sql);
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a customer is known. */
  void awaitKnown(String tenant, String id) {
    await("the customer is known", () -> whole(tenant, id).status() == 200);
  }

  static void await(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come: " + what);
      }
      pause(20);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
    if (ownLogs) {
      logs.close();
    }
  }
}
