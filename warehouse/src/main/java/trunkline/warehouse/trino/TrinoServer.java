package trunkline.warehouse.trino;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.refusal.Refusal;

/**
 * Trino in a process of its own, on the tables of a lake in a folder. It ends when this is closed
 * and when this process ends in any other way.
 */
public final class TrinoServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration FAREWELL = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 250;
  private static final int LINES_OF_LOG = 20;

  /** It answers other questions before it knows itself for a node that can work. */
  private static final String NEEDS_A_NODE = "SELECT COUNT(*) FROM information_schema.schemata";

  private final CatalogEndpoint catalog;
  private final Process process;
  private final TrinoConfig config;
  private final TrinoLogin login;
  private boolean closed;

  private TrinoServer(
      CatalogEndpoint catalog, Process process, TrinoConfig config, TrinoLogin login) {
    this.catalog = catalog;
    this.process = process;
    this.config = config;
    this.login = login;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param memory its heap, such as 2G
   * @param port where it is asked; 0 for any free one
   * @param log what it says
   */
  public static TrinoServer start(
      TrinoInstallation installation, Lake lake, String memory, int port, Path log, Clock clock) {
    var tokens = new OwnTokens();
    var config = new TrinoConfig(ownersOnly(lake.newWorkFolder()), port == 0 ? freePort() : port);
    CatalogEndpoint catalog = CatalogEndpoint.start(lake, tokens, config.folder(), clock);
    config.write(installation, catalog, tokens, freePort());
    Process process = start(installation, config, catalog.token(), memory, log);
    String token = tokens.token(TrinoLogin.USER, TrinoConfig.AUDIENCE, "", clock.instant());
    var login = new TrinoLogin(installation.driver(), config.port(), config.certificate(), token);
    var server = new TrinoServer(catalog, process, config, login);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "trino-stop"));
    try {
      server.await(log);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Path ownersOnly(Path folder) {
    try {
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(
      TrinoInstallation installation, TrinoConfig config, String token, String memory, Path log) {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules=jdk.incubator.vector",
                "-Dconfig=" + config.file(),
                "-cp",
                installation.classPath(List.of(own())),
                TrinoMain.class.getName())
            .directory(config.folder().toFile())
            .redirectErrorStream(true);
    // it needs nothing of our settings, and may know no secret of ours
    builder.environment().keySet().removeIf(name -> name.startsWith("TRUNKLINE_"));
    builder.environment().put(TrinoConfig.CATALOG_TOKEN, token);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      if (Files.exists(log)) {
        Path previous = log.resolveSibling(log.getFileName() + ".previous");
        Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
      }
      return builder.redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where {@link TrinoMain} is read from. */
  private static Path own() {
    try {
      return Path.of(TrinoMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(Path log) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String why = "it does not listen";
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), config.port()).close();
        try (TrinoSession session = login.open()) {
          session.rows(NEEDS_A_NODE);
          return;
        }
      } catch (IOException | SQLException e) {
        why = e.toString();
        pause();
      }
    }
    throw Refusal.trinoNotUp(log, lastLines(log), process.isAlive() ? why : "it has ended");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Trino started", e);
    }
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    } catch (IOException e) {
      return "the log can't be read: " + e.getMessage();
    }
  }

  /** How it is asked. */
  public TrinoLogin login() {
    return login;
  }

  /** Waits until it ends by itself. */
  public void join() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    process.destroy();
    try {
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    catalog.close();
    FolderTree.delete(config.folder());
  }
}
