package trunkline.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which process runs this machine's Trunkline: {@code run/pid}, held locked while it lives, so
 * that the file of a killed process means nothing. {@code run/ready} stands while everything
 * answers.
 */
public final class RunFile implements AutoCloseable {
  private final FileChannel channel;
  private final Path ready;

  private RunFile(FileChannel channel, Path ready) {
    this.channel = channel;
    this.ready = ready;
  }

  /** Takes the place of the running process; empty when there is one. */
  public static Optional<RunFile> take(Path home) {
    try {
      Path folder = Files.createDirectories(home.resolve("run"));
      FileChannel channel =
          FileChannel.open(
              folder.resolve("pid"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      Files.deleteIfExists(folder.resolve("ready"));
      channel.truncate(0);
      channel.write(
          java.nio.ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid())
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      return Optional.of(new RunFile(channel, folder.resolve("ready")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + home + "/run", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Everything answers now. */
  public void markReady() {
    try {
      Files.writeString(ready, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that runs this home's Trunkline. */
  public static Optional<ProcessHandle> running(Path home) {
    Path file = home.resolve("run").resolve("pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (tryLock(channel) != null) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the running process has said that everything answers. */
  public static boolean isReady(Path home) {
    return running(home).isPresent() && Files.exists(home.resolve("run").resolve("ready"));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(ready);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
