package trunkline.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DurableServerTest {
  private static final PostgresOptions OPTIONS =
      PostgresOptions.durable().withSharedBuffersMegabytes(32);

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    folder = Files.createTempDirectory(parent, "durable");
  }

  @AfterEach
  void deleteFolder() throws IOException {
    Postgres.stopOrphan(folder);
    Folders.delete(folder);
  }

  @Test
  void restarted_keepsDataAndPasswords() throws SQLException {
    DatabaseAccess before;
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      before = postgres.createDatabase("customer");
      write(before, 1, 100);
    }
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      var after = postgres.createDatabase("customer");
      assertEquals(before.password(), after.password());
      assertEquals(100, count(after));
    }
  }

  @Test
  void serverKilledWhileWriting_keepsEveryAcknowledgedRow() throws Exception {
    long acknowledged;
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      var access = postgres.createDatabase("customer");
      var killer = Thread.startVirtualThread(() -> killWhenFilled(access));
      acknowledged = writeUntilItBreaks(access);
      killer.join();
    }
    assertTrue(acknowledged >= 200, "the server died before enough was written");
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      var access = postgres.createDatabase("customer");
      try (Connection app = access.connect()) {
        assertEquals(
            acknowledged, Sql.number(app, "SELECT count(*) FROM t WHERE id <= " + acknowledged));
        assertTrue(count(access) - acknowledged <= 1, "at most the row in flight comes on top");
      }
    }
  }

  @Test
  void secondStartWhileOneRuns_isRefusedWithWhatToDo() {
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      var refused =
          assertThrows(PostgresFailure.class, () -> Postgres.durable(folder, 0, OPTIONS).close());
      assertTrue(refused.toString().contains("in use by another running process"));
      assertTrue(postgres.port() > 0);
    }
  }

  @Test
  void otherPrograms_findNothingBeyondLoopback() throws Exception {
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      new Socket(InetAddress.getLoopbackAddress(), postgres.port()).close();
      for (InetAddress address : addressesOfThisMachine()) {
        assertThrows(
            IOException.class,
            () -> new Socket(address, postgres.port()).close(),
            () -> "listens on " + address);
      }
      assertFalse(Files.exists(Path.of("/tmp/.s.PGSQL." + postgres.port())));
    }
  }

  @Test
  void wrongPassword_isRefused() {
    try (var postgres = Postgres.durable(folder, 0, OPTIONS)) {
      var refused =
          assertThrows(
              SQLException.class,
              () -> DriverManager.getConnection(postgres.adminUrl(), Postgres.ADMIN, "wrong"));
      assertEquals("28P01", refused.getSQLState());
    }
  }

  @Test
  void server_isSetUpToKeepData() throws SQLException {
    try (var postgres = Postgres.durable(folder, 0, OPTIONS);
        var admin =
            DriverManager.getConnection(
                postgres.adminUrl(), Postgres.ADMIN, postgres.adminPassword())) {
      for (String on :
          List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
        assertEquals("on", Sql.text(admin, "SHOW " + on), on);
      }
      assertEquals("logical", Sql.text(admin, "SHOW wal_level"));
      assertEquals("32MB", Sql.text(admin, "SHOW shared_buffers"));
    }
  }

  @Test
  void passwordFile_isReadByItsOwnerOnly() throws IOException {
    Postgres.durable(folder, 0, OPTIONS).close();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords"))));
  }

  @Test
  void takenPort_isNamed() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var refused =
          assertThrows(
              PostgresFailure.class,
              () -> Postgres.durable(folder, socket.getLocalPort(), OPTIONS).close());
      assertTrue(refused.toString().contains("port " + socket.getLocalPort()));
    }
  }

  @Test
  void initialisationCutShort_startsAfresh() throws IOException {
    Path half = Files.createDirectory(folder.resolve("data.new"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");
    Postgres.durable(folder, 0, OPTIONS).close();
    assertFalse(Files.exists(half));
  }

  @Test
  void dataOfAnotherMajorVersion_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/PG_VERSION"), "17\n");
    var refused =
        assertThrows(PostgresFailure.class, () -> Postgres.durable(folder, 0, OPTIONS).close());
    assertTrue(refused.toString().contains("written by PostgreSQL 17"));
  }

  private static void write(DatabaseAccess access, int from, int to) throws SQLException {
    try (Connection owner = access.connectAsOwner()) {
      Sql.execute(owner, "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)");
      Sql.execute(owner, "GRANT SELECT, INSERT ON t TO " + access.user());
    }
    try (Connection app = access.connect()) {
      Sql.execute(app, "INSERT INTO t SELECT generate_series(" + from + "," + to + ")");
    }
  }

  private static long count(DatabaseAccess access) throws SQLException {
    try (Connection app = access.connect()) {
      return Sql.number(app, "SELECT count(*) FROM t");
    }
  }

  private static long writeUntilItBreaks(DatabaseAccess access) throws SQLException {
    write(access, 1, 1);
    long last = 1;
    try (Connection app = access.connect()) {
      while (true) {
        Sql.execute(app, "INSERT INTO t VALUES (" + (last + 1) + ")");
        last++;
      }
    } catch (SQLException e) {
      return last;
    }
  }

  private void killWhenFilled(DatabaseAccess access) {
    try {
      while (countOrNone(access) < 200) {
        Thread.sleep(10);
      }
      var server =
          new Server(folder, Binaries.unpackedIn(OPTIONS.binaries()), ServerUser.current());
      server.findProcess().orElseThrow().destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long countOrNone(DatabaseAccess access) {
    try {
      return count(access);
    } catch (SQLException e) {
      return 0;
    }
  }

  private static List<InetAddress> addressesOfThisMachine() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .toList();
  }
}
