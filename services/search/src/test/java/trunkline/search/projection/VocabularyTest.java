package trunkline.search.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.database.Database;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.testing.TestDatabase;

/** Several follow at once, and the words are those of the terms all the same. */
class VocabularyTest {
  private static final int FOLLOWERS = 4;
  private static final int BATCHES = 60;
  private static final short SLOT = 1;

  private final DatabaseAccess access = Postgres.temporary().newDatabase();

  @Test
  void namesComeAndGoInManyTransactionsAtOnce_wordsAreThoseOfTheTerms() throws Exception {
    var config = TestDatabase.config(access, FOLLOWERS, Duration.ofSeconds(20));
    try (Database database =
            Database.open(
                "vocabulary",
                config,
                "classpath:trunkline/platform/migrations",
                "classpath:trunkline/search/migrations");
        var followers = Executors.newFixedThreadPool(FOLLOWERS)) {
      var work = new ArrayList<Callable<Boolean>>();
      for (int f = 0; f < FOLLOWERS; f++) {
        int follower = f;
        work.add(() -> follow(database, follower));
      }
      for (Future<Boolean> done : followers.invokeAll(work)) {
        assertEquals(true, done.get()); // no one was stopped by another
      }
    }
    assertEquals(
        texts("SELECT DISTINCT unnest(string_to_array(value, ' ')) FROM term WHERE slot = 1"),
        texts("SELECT word FROM word WHERE slot = 1"));
  }

  /** Few names for few resources, so that each is often the last to have a name. */
  private static boolean follow(Database database, int follower) {
    var random = new Random(follower);
    for (int batch = 1; batch <= BATCHES; batch++) {
      var documents = new ArrayList<Document>();
      for (int resource = 0; resource < 4; resource++) {
        String id = "r" + follower + resource;
        documents.add(document(id, batch, "n" + random.nextInt(12) + " m" + random.nextInt(12)));
      }
      database.inTransaction(
          Database.ALL_TENANTS,
          connection -> {
            Projection.apply(connection, SLOT, documents);
            return true;
          });
    }
    return true;
  }

  private static Document document(String id, int version, String name) {
    var event =
        new LogEvent(
            new Position(version, version),
            "acme",
            "event",
            "ThingAttributeValueChangeEvent",
            Instant.EPOCH,
            "correlation",
            "thing",
            id,
            version,
            "{\"tradingName\":\"%s\"}".formatted(name));
    return Document.of("customer", event).getFirst();
  }

  private List<String> texts(String sql) throws SQLException {
    var texts = new TreeSet<String>();
    try (Connection connection = access.connectAsOwner();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(sql);
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return List.copyOf(texts);
  }
}
