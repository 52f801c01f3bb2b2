package trunkline.local.postgres;

import java.nio.file.Path;

/**
 * What may differ between two servers.
 *
 * @param sharedBuffersMegabytes PostgreSQL's own page cache
 * @param maxConnections connections of all services together
 * @param fsync off only where nothing is kept: a crash of the machine then loses the database
 * @param stopAtExit stops the server from a shutdown hook of its own; off where the caller has a
 *     hook that closes the server after everything that uses it
 * @param binaries folder where PostgreSQL's programs are unpacked, once for each version
 */
public record PostgresOptions(
    int sharedBuffersMegabytes,
    int maxConnections,
    boolean fsync,
    boolean stopAtExit,
    Path binaries) {

  public PostgresOptions {
    if (sharedBuffersMegabytes < 1 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "sharedBuffersMegabytes and maxConnections must be at least 1");
    }
    binaries = binaries.toAbsolutePath().normalize();
  }

  /** Keeps data: every acknowledged commit is on the disk. */
  public static PostgresOptions durable() {
    return new PostgresOptions(256, 300, true, true, ServerUser.current().cacheFolder());
  }

  /** Keeps nothing, and is quick for it. */
  public static PostgresOptions throwAway() {
    return new PostgresOptions(64, 300, false, true, ServerUser.current().cacheFolder());
  }

  public PostgresOptions withSharedBuffersMegabytes(int megabytes) {
    return new PostgresOptions(megabytes, maxConnections, fsync, stopAtExit, binaries);
  }

  /** The caller promises to close the server, also when the JVM is told to end. */
  public PostgresOptions stoppedByCaller() {
    return new PostgresOptions(sharedBuffersMegabytes, maxConnections, fsync, false, binaries);
  }
}
