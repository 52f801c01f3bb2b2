package trunkline.local.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL on 127.0.0.1. The durable one keeps its folder from one run to the next and
 * survives a {@code kill -9} of itself and of this JVM; the temporary one is shared by the tests of
 * a JVM and leaves nothing behind. All methods may be called from any thread.
 */
public final class Postgres implements AutoCloseable {
  /** The superuser's role. */
  public static final String ADMIN = "postgres";

  private final Server server;
  private final FolderLock lock;
  private final Passwords passwords;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable Thread hook;
  private boolean closed;

  private Postgres(Server server, FolderLock lock, Passwords passwords, int port) {
    this.server = server;
    this.lock = lock;
    this.passwords = passwords;
    this.port = port;
  }

  /**
   * Starts the server over {@code folder}, which is made at the first start. A server that a dead
   * process left running there is stopped first; a folder that a living process answers for is
   * refused.
   *
   * @param port 0 for any free one
   */
  public static Postgres durable(Path folder, int port, PostgresOptions options) {
    Path home = folder.toAbsolutePath().normalize();
    ServerUser user = ServerUser.current();
    prepare(home, user);
    FolderLock lock = FolderLock.take(home);
    try {
      return start(home, user, lock, port, options);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The throw-away server of this JVM, started at the first call, gone when the JVM ends. */
  public static Postgres temporary() {
    return TemporaryServer.get();
  }

  /**
   * Stops a server that a dead process left running over {@code folder}.
   *
   * @return whether there was one
   */
  public static boolean stopOrphan(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(home.resolve("data"))) {
      return false;
    }
    try (var _ = FolderLock.take(home)) {
      var server =
          new Server(
              home,
              Binaries.unpackedIn(PostgresOptions.durable().binaries()),
              ServerUser.current());
      boolean runs = server.findProcess().isPresent();
      server.stop();
      return runs;
    }
  }

  private static Postgres start(
      Path home, ServerUser user, FolderLock lock, int port, PostgresOptions options) {
    var binaries = Binaries.unpackedIn(options.binaries());
    user.requireReach(binaries.folder());
    var server = new Server(home, binaries, user);
    server.stop();
    var passwords = Passwords.in(home);
    server.initialise(passwords.of(ADMIN), options.fsync());
    var postgres = new Postgres(server, lock, passwords, freePort(port));
    if (options.stopAtExit()) {
      postgres.stopAtExit();
    }
    server.start(postgres.port, options);
    return postgres;
  }

  private static void prepare(Path home, ServerUser user) {
    try {
      Files.createDirectories(home);
      // Others may pass through to what they own in here, and read nothing.
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      user.requireReach(home);
    } catch (IOException e) {
      throw new PostgresFailure("cannot make the folder " + home + ": " + e.getMessage(), e);
    }
  }

  private static int freePort(int wanted) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PostgresFailure(
          "port "
              + wanted
              + " on 127.0.0.1 is taken by another program; stop that one or set another port"
              + " for PostgreSQL.",
          e);
    }
  }

  private void stopAtExit() {
    hook = new Thread(this::close, "postgres-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public int port() {
    return port;
  }

  /** JDBC URL of the maintenance database, for {@link #ADMIN}. */
  public String adminUrl() {
    return url("postgres");
  }

  public String adminPassword() {
    return password(ADMIN);
  }

  /** The password of a role, made at the first call and kept in the server's folder. */
  public String password(String role) {
    return passwords.of(role);
  }

  /** {@link #createDatabase(String, String, String, String, String)} with roles of our naming. */
  public DatabaseAccess createDatabase(String name) {
    String owner = name + "_owner";
    String user = name + "_app";
    return createDatabase(name, owner, password(owner), user, password(user));
  }

  /**
   * Makes sure that the database and its two roles exist, with these passwords. The app role may
   * only do what the owner grants it.
   */
  public synchronized DatabaseAccess createDatabase(
      String name, String owner, String ownerPassword, String user, String userPassword) {
    var access = new DatabaseAccess(url(name), owner, ownerPassword, user, userPassword);
    try (var admin = DriverManager.getConnection(adminUrl(), ADMIN, adminPassword())) {
      Roles.create(admin, name, access);
      return access;
    } catch (SQLException e) {
      throw new PostgresFailure("cannot create the database " + name + ": " + e.getMessage(), e);
    }
  }

  /** An empty database that nobody else uses. */
  public DatabaseAccess newDatabase() {
    String name = "db" + databases.incrementAndGet();
    return createDatabase(
        name, name + "_owner", Passwords.random(), name + "_app", Passwords.random());
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Stops the server in order; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.stop();
    } finally {
      lock.close();
      forgetHook();
    }
  }

  private void forgetHook() {
    if (hook != null && hook != Thread.currentThread()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is ending: the hook finds the server closed.
      }
    }
  }

  Path folder() {
    return server.folder();
  }
}
