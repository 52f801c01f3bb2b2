package trunkline.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.service.NoteMain;

/** A database that an earlier release made is brought up to date by a later one. */
class UpgradeTest {
  @TempDir private Path earlier = Path.of("");

  @Test
  void platformThatHasGrownSince_comesAfterTheServicesMigrations() throws Exception {
    DatabaseAccess access = Postgres.temporary().newDatabase();
    for (String file : new String[] {"V0001__event_log.sql", "V0002__resource_tables.sql"}) {
      copy(file);
    }
    Database.open(
            "earlier", LogUnderTest.config(access), "filesystem:" + earlier, NoteMain.MIGRATIONS)
        .close();
    assertEquals(0, tables(access));
    Database.open(
            "later", LogUnderTest.config(access), LogUnderTest.migrations(), NoteMain.MIGRATIONS)
        .close();
    assertEquals(1, tables(access));
  }

  /** Flyway would make every table again, and fail, when its own history is gone. */
  @Test
  void schemaThatIsUpToDate_isNotLookedThroughAgain() throws Exception {
    DatabaseAccess access = Postgres.temporary().newDatabase();
    String[] files = {LogUnderTest.migrations(), NoteMain.MIGRATIONS};
    Database.open("first", LogUnderTest.config(access), files).close();
    forget(access);
    Database.open("again", LogUnderTest.config(access), files).close();
    assertThrows(
        FlywayException.class,
        () -> Database.open("other", LogUnderTest.config(access), LogUnderTest.migrations()));
  }

  private static void forget(DatabaseAccess access) throws SQLException {
    try (Connection owner = access.connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute("DELETE FROM flyway_schema_history");
    }
  }

  private void copy(String file) throws IOException {
    String path = "/trunkline/platform/migrations/" + file;
    try (InputStream in = UpgradeTest.class.getResourceAsStream(path)) {
      Files.write(earlier.resolve(file), in == null ? new byte[0] : in.readAllBytes());
    }
  }

  private static int tables(DatabaseAccess access) throws SQLException {
    String sql = "SELECT count(*) FROM pg_tables WHERE tablename = 'consent_decision'";
    try (Connection owner = access.connectAsOwner();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
