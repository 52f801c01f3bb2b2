package trunkline.local.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process at a time answers for a folder. The system drops the lock when the process dies,
 * however it dies, so a lock that can be taken means that nobody alive answers for the folder.
 */
public final class FolderLock implements AutoCloseable {
  /**
   * The locks of this process. Asking the system a second time would be worse than useless: closing
   * any channel of a file drops all locks that the process has on it (POSIX).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock, or is empty when another process (or this one) holds it. */
  public static Optional<FolderLock> tryTake(Path folder) {
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

  /** The process that holds the lock now; empty when nobody does. */
  public static OptionalLong findOwner(Path folder) {
    Optional<FolderLock> free = tryTake(folder);
    if (free.isPresent()) {
      free.get().close();
      return OptionalLong.empty();
    }
    try {
      String pid = Files.readString(folder.resolve("lock")).strip();
      return OptionalLong.of(Long.parseLong(pid));
    } catch (IOException | NumberFormatException e) {
      throw new PostgresFailure(
          folder + " is locked by a process that has not written its id yet; try again", e);
    }
  }

  private static Optional<FolderLock> lock(Path file) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
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
      channel.close();
    } catch (IOException e) {
      throw new PostgresFailure("cannot unlock: " + e.getMessage(), e);
    } finally {
      HELD.remove(file);
    }
  }
}
