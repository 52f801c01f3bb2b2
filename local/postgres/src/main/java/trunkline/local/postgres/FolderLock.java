package trunkline.local.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time answers for a folder. The system drops the lock when the process dies,
 * however it dies, so a lock that can be taken means that nobody alive answers for the folder.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or is empty when another process (or this one) holds it. */
  public static Optional<FolderLock> tryTake(Path folder) {
    try {
      var channel =
          FileChannel.open(
              folder.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      var pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(new FolderLock(channel));
    } catch (IOException e) {
      throw new PostgresFailure("cannot lock " + folder + ": " + e.getMessage(), e);
    }
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

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new PostgresFailure("cannot unlock: " + e.getMessage(), e);
    }
  }
}
