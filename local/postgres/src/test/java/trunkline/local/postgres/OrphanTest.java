package trunkline.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JVM is gone by kill -9 and its PostgreSQL lives on. */
class OrphanTest {
  private Path folder = Path.of("");
  private long orphan;

  @BeforeEach
  void leaveAnOrphan() throws Exception {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    folder = Files.createTempDirectory(parent, "orphan");
    Process program = OrphanMaker.start(folder);
    assertEquals("ready", program.inputReader().readLine());
    orphan = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
    program.destroyForcibly().waitFor();
    assertTrue(runs(orphan), "the orphan of this test");
  }

  @AfterEach
  void deleteFolder() throws IOException {
    Postgres.stopOrphan(folder);
    Folders.delete(folder);
  }

  @Test
  void startedAgain_takesTheOrphansPlaceWithItsData() throws Exception {
    var options = PostgresOptions.durable().withSharedBuffersMegabytes(32);
    try (var postgres = Postgres.durable(folder, 0, options);
        Connection app = postgres.createDatabase("customer").connect()) {
      assertFalse(runs(orphan));
      assertEquals(1, Sql.number(app, "SELECT count(*) FROM t"));
    }
  }

  @Test
  void stopped_saysThatThereWasOne() {
    assertTrue(Postgres.stopOrphan(folder));
    assertFalse(runs(orphan));
    assertFalse(Postgres.stopOrphan(folder));
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> command.endsWith("/postgres"))
        .isPresent();
  }
}
