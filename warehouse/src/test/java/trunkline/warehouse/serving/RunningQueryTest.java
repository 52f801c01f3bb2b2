package trunkline.warehouse.serving;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trunkline.platform.security.Caller;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;

class RunningQueryTest {
  private static final Caller CALLER = new Caller("ann", "demo", Set.of(), Set.of());
  private static final int TIMEOUT_SECONDS = 10;

  @Test
  void queryThatIsCancelledJustBeforeTheEngineBegins_isStopped() throws SQLException {
    String endless =
        "SELECT COUNT(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 7";
    var query = new RunningQuery(CALLER, endless, Instant.EPOCH);
    query.begin();
    try (var engine = EmbeddedEngine.open(new EngineSettings("256MB", 1, Path.of("target/spill")));
        var threads = new EngineThreads();
        var statement = engine.connection().prepareStatement(endless)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      query.runs(statement);
      query.cancel();
      long began = System.nanoTime();
      assertThrows(SQLException.class, () -> threads.run(statement::executeQuery, query::insist));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(took.toSeconds() < TIMEOUT_SECONDS / 2, took::toString);
    }
  }
}
