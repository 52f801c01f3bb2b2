package trunkline.local.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One process at a time answers for a folder. The system drops the lock when the process dies,
 * however it dies, so a lock that can be taken means that nobody alive answers for the folder.
 */
public final class FolderLock implements AutoCloseable {
  /**
   * The locks of this process; guarded by the class. To ask the system about one of them would be
   * worse than useless: closing any channel of a file, also one that only read it, drops all locks
   * that the process has on it (POSIX).
   */
  private static final Set<Path> HELD = new HashSet<>();

  /** A second's worth. */
  private static final int ATTEMPTS = 50;

  private static final long NOT_WRITTEN_YET = 0;

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock, or is empty when another process (or this one) holds it. */
  public static synchronized Optional<FolderLock> tryTake(Path folder) {
    try {
      Path file = folder.toRealPath().resolve("lock");
      if (!HELD.add(file)) {
        return Optional.empty();
      }
      Optional<FolderLock> taken = lock(file);
      if (taken.isEmpty()) {
        HELD.remove(file);
      }
      return taken;
    } catch (IOException e) {
      throw new PostgresFailure("cannot lock " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes the lock, waiting a second for one that is held only to ask {@link #findOwner}; empty
   * when it stays held.
   */
  public static Optional<FolderLock> takePatiently(Path folder) {
    Optional<FolderLock> taken = tryTake(folder);
    for (int attempt = 1; taken.isEmpty() && attempt < ATTEMPTS; attempt++) {
      pause();
      taken = tryTake(folder);
    }
    return taken;
  }

  /** The process that holds the lock now; empty when nobody does. */
  public static OptionalLong findOwner(Path folder) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OptionalLong pid = ask(folder);
      if (pid.isEmpty() || pid.getAsLong() != NOT_WRITTEN_YET) {
        return pid;
      }
      pause();
    }
    throw new PostgresFailure(folder + " is locked by a process that does not say its id");
  }

  private static synchronized OptionalLong ask(Path folder) {
    try {
      Path file = folder.toRealPath().resolve("lock");
      if (HELD.contains(file)) {
        return OptionalLong.of(ProcessHandle.current().pid());
      }
      if (!Files.exists(file) || isFree(file)) {
        return OptionalLong.empty();
      }
      String pid = Files.readString(file).strip();
      return OptionalLong.of(pid.isEmpty() ? NOT_WRITTEN_YET : Long.parseLong(pid));
    } catch (IOException e) {
      throw new PostgresFailure("cannot ask for the lock of " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isFree(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return locks(channel);
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresFailure("interrupted while waiting for a lock", e);
    }
  }

  private static Optional<FolderLock> lock(Path file) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!locks(channel)) {
      channel.close();
      return Optional.empty();
    }
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return Optional.of(new FolderLock(file, channel));
  }

  static FolderLock take(Path folder) {
    return tryTake(folder)
        .orElseThrow(
            () ->
                new PostgresFailure(
                    "the database in "
                        + folder
                        + " is in use by another running process (its id stands in "
                        + folder.resolve("lock")
                        + "); stop that one first, or use another folder."));
  }

  @Override
  public void close() {
    try {
      channel.truncate(0); // nobody may take our id for that of the next holder
      channel.close();
    } catch (IOException e) {
      throw new PostgresFailure("cannot unlock: " + e.getMessage(), e);
    } finally {
      forget(file);
    }
  }

  private static synchronized void forget(Path file) {
    HELD.remove(file);
  }
}
