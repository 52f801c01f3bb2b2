package trunkline.search.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.database.Database;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.testing.TestDatabase;

/**
 * However the services' logs are mixed, repeated and taken up again, the projection is what the
 * last event of each resource says: no more, no less.
 */
class ProjectionProperties {
  private static final short SLOT = 1;
  private static final int SERVICES = 3;
  private static DatabaseAccess access = Postgres.temporary().newDatabase();
  private static Database database = open();

  enum Change {
    PUT,
    DELETE,
    ERASE
  }

  /** What a service does to one of its resources. */
  record Act(int service, int resource, Change change, int value) {}

  /**
   * A follower's batch of one service's log.
   *
   * @param back how many events it begins before where it had come: a restart, a lost position
   */
  record Batch(int service, int size, int back) {}

  private static Database open() {
    var config = TestDatabase.config(access, 4, Duration.ofSeconds(10));
    return Database.open(
        "projection",
        config,
        "classpath:trunkline/platform/migrations",
        "classpath:trunkline/search/migrations");
  }

  @BeforeContainer
  static void ready() {
    database.call(Database.ALL_TENANTS, connection -> true);
  }

  @AfterContainer
  static void close() {
    database.close();
  }

  @Provide
  Arbitrary<List<Act>> histories() {
    Arbitrary<Change> changes =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(8, Change.PUT),
            net.jqwik.api.Tuple.of(2, Change.DELETE),
            net.jqwik.api.Tuple.of(1, Change.ERASE));
    return Combinators.combine(
            Arbitraries.integers().between(0, SERVICES - 1),
            Arbitraries.integers().between(0, 3),
            changes,
            Arbitraries.integers().between(0, 9))
        .as(Act::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Batch>> deliveries() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SERVICES - 1),
            Arbitraries.integers().between(1, 7),
            Arbitraries.integers().between(0, 5))
        .as(Batch::new)
        .list()
        .ofMaxSize(25);
  }

  @Property(tries = 120, shrinking = ShrinkingMode.BOUNDED)
  void anyDelivery_sameAsTheLastEvents(
      @ForAll("histories") List<Act> history, @ForAll("deliveries") List<Batch> batches)
      throws SQLException {
    asOwner("TRUNCATE document, term, reference, word");
    List<List<LogEvent>> logs = logs(history);
    int[] come = new int[SERVICES];
    for (Batch batch : batches) {
      deliver(logs.get(batch.service()), batch, come);
    }
    for (int service = 0; service < SERVICES; service++) { // at last everybody is heard to the end
      deliver(logs.get(service), new Batch(service, 1_000, 0), come);
    }
    assertEquals(expected(logs), found());
  }

  private static void deliver(List<LogEvent> log, Batch batch, int[] come) {
    int from = Math.max(0, come[batch.service()] - batch.back());
    int to = Math.min(log.size(), from + batch.size());
    List<Document> documents =
        log.subList(from, to).stream()
            .flatMap(event -> Document.of("s" + batch.service(), event).stream())
            .toList();
    database.inTransaction(
        Database.ALL_TENANTS,
        connection -> {
          Projection.apply(connection, SLOT, documents);
          return true;
        });
    come[batch.service()] = Math.max(to, come[batch.service()]);
  }

  /** Each service's own log; resources belong to each other across services. */
  private static List<List<LogEvent>> logs(List<Act> history) {
    List<List<LogEvent>> logs = new ArrayList<>();
    for (int service = 0; service < SERVICES; service++) {
      logs.add(new ArrayList<>());
    }
    Map<String, Long> versions = new HashMap<>();
    for (Act act : history) {
      List<LogEvent> log = logs.get(act.service());
      String id = "r" + act.service() + act.resource();
      long version = versions.merge(id, 1L, Long::sum);
      log.add(event(act, id, version, log.size() + 1));
    }
    return logs;
  }

  private static LogEvent event(Act act, String id, long version, int sequence) {
    String owner = "r" + (act.service() + 1) % SERVICES + act.value() % 4;
    String body =
        act.change() == Change.ERASE
            ? "{\"erased\":true}"
            : "{\"tradingName\":\"N%d\",\"relatedParty\":[{\"id\":\"%s\"}]}"
                .formatted(act.value(), owner);
    String kind =
        act.change() == Change.DELETE ? "Delete" : version == 1 ? "Create" : "AttributeValueChange";
    return new LogEvent(
        new Position(sequence, sequence),
        act.resource() % 2 == 0 ? "acme" : "demo",
        "event",
        "Thing" + kind + "Event",
        Instant.EPOCH.plusSeconds(sequence),
        "correlation",
        "thing",
        id,
        version,
        body);
  }

  /** The oracle: the last event of each resource, unless one before it erased the resource. */
  private static Set<String> expected(List<List<LogEvent>> logs) {
    Map<String, LogEvent> last = new HashMap<>();
    Set<String> erased = new TreeSet<>();
    for (LogEvent event : logs.stream().flatMap(List::stream).toList()) {
      last.put(event.resourceId(), event);
      if (event.resource().contains("erased")) {
        erased.add(event.resourceId());
      }
    }
    Set<String> rows = new TreeSet<>();
    last.forEach((id, event) -> rows.addAll(rows(event, erased.contains(id))));
    return rows;
  }

  private static Set<String> rows(LogEvent event, boolean erased) {
    String key = event.tenant() + " " + event.resourceId();
    if (erased) {
      return Set.of("document " + key + " ERASED");
    }
    if (event.eventType().contains("Delete")) {
      return Set.of("document " + key + " DELETED " + event.version());
    }
    String name = event.resource().replaceAll(".*\"N(\\d)\".*", "n$1");
    String owner = event.resource().replaceAll(".*\"id\":\"(r\\d+)\".*", "$1");
    return Set.of(
        "document " + key + " LIVE " + event.version(),
        "term " + key + " " + name,
        "word " + event.tenant() + " " + name,
        "reference " + key + " " + owner);
  }

  private static Set<String> found() throws SQLException {
    String sql =
        """
        SELECT concat_ws(' ', 'document', tenant, id, state, CASE WHEN state <> 'ERASED' THEN version END)
        FROM document WHERE slot = 1
        UNION ALL SELECT concat_ws(' ', 'term', tenant, id, value) FROM term WHERE slot = 1
        UNION ALL SELECT concat_ws(' ', 'word', tenant, word) FROM word WHERE slot = 1
        UNION ALL SELECT concat_ws(' ', 'reference', tenant, id, owner) FROM reference WHERE slot = 1
        """;
    Set<String> rows = new TreeSet<>();
    try (Connection connection = access.connectAsOwner();
        Statement statement = connection.createStatement()) {
      ResultSet found = statement.executeQuery(sql);
      while (found.next()) {
        boolean isNew = rows.add(found.getString(1));
        assertEquals(true, isNew, "twice: " + found.getString(1));
      }
    }
    return rows;
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = access.connectAsOwner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
