package trunkline.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one server that all tests of a JVM share. It lives in the folder for temporary files and is
 * deleted when the JVM ends; what a killed JVM left is cleared by the next one.
 */
final class TemporaryServer {
  private static final String PREFIX = "trunkline-postgres-";
  private static @Nullable Postgres server;

  private TemporaryServer() {}

  static synchronized Postgres get() {
    if (server == null) {
      server = start();
    }
    return server;
  }

  private static Postgres start() {
    try {
      Path parent = parent();
      sweep(parent);
      Path folder = Files.createTempDirectory(parent, PREFIX);
      var options = PostgresOptions.throwAway().stoppedByCaller();
      Postgres started = Postgres.durable(folder, 0, options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(started), "postgres-discard"));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder for temporary files, where the server's user can reach it. */
  private static Path parent() throws IOException {
    Path usual = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Files.createDirectories(usual);
    try {
      ServerUser.current().requireReach(usual);
      return usual;
    } catch (PostgresFailure e) {
      return Path.of("/tmp");
    }
  }

  /** Clears what JVMs that were killed left behind: a folder whose lock is free is nobody's. */
  private static void sweep(Path parent) throws IOException {
    try (var left = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : left) {
        if (isSettled(folder)) {
          clear(folder);
        }
      }
    }
  }

  /** A younger one may belong to a JVM that is just about to lock it. */
  private static boolean isSettled(Path folder) throws IOException {
    Instant changed = Files.getLastModifiedTime(folder).toInstant();
    return changed.isBefore(Instant.now().minus(Duration.ofMinutes(1)));
  }

  private static void clear(Path folder) throws IOException {
    var lock = FolderLock.tryTake(folder);
    if (lock.isPresent()) {
      try (var _ = lock.get()) {
        var binaries = Binaries.unpackedIn(PostgresOptions.throwAway().binaries());
        new Server(folder, binaries, ServerUser.current()).stop();
        Folders.delete(folder);
      }
    }
  }

  private static void discard(Postgres started) {
    started.close();
    try {
      Folders.delete(started.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
