package trunkline.platform.landing;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.platform.database.Database;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.LogUnderTest;

/**
 * A program that writes events, says which were committed, and lands them, until it is killed.
 * Without writers it only lands.
 */
final class WriterProcess {
  private WriterProcess() {}

  static Process start(DatabaseAccess access, Path folder, int writers) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            access.url(),
            access.owner(),
            access.ownerPassword(),
            access.user(),
            access.password(),
            folder.toString(),
            Integer.toString(writers))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] given) throws InterruptedException {
    var access = new DatabaseAccess(given[0], given[1], given[2], given[3], given[4]);
    Database database =
        Database.open("writer", LogUnderTest.config(access), LogUnderTest.migrations());
    var landing =
        new LandingWriter(
            "note",
            new LandingConfig(Path.of(given[5]), Duration.ofMillis(10)),
            new EventLine("note", (type, id, body) -> body),
            InstantSource.system());
    var config = new CursorConfig(40, Duration.ofMillis(10), false, Duration.ofMillis(500));
    var positions = new CursorPositions(database, UUID.randomUUID().toString());
    var log = new EventLog(database);
    for (int i = 0; i < Integer.parseInt(given[6]); i++) {
      Thread.ofPlatform().start(() -> write(access));
    }
    System.out.println("ready");
    Cursor.start("landing", log, positions, config, landing);
    Thread.currentThread().join();
  }

  /** One to three events a transaction; every fifth transaction is rolled back. */
  private static void write(DatabaseAccess access) {
    try (Connection connection = access.connect()) {
      LogUnderTest.bind(connection, "acme");
      connection.setAutoCommit(false);
      for (int turn = 0; ; turn++) {
        var ids = new StringBuilder();
        for (int i = 0; i <= turn % 3; i++) {
          ids.append(LogUnderTest.append(connection, "acme")).append('\n');
        }
        if (turn % 5 == 4) {
          connection.rollback();
        } else {
          connection.commit();
          System.out.print(ids);
          System.out.flush();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
