package trunkline.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
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
  /** A second's worth. */
  private static final int ATTEMPTS = 50;

  private final FileChannel channel;
  private final Path ready;

  private RunFile(FileChannel channel, Path ready) {
    this.channel = channel;
    this.ready = ready;
  }

  /** Takes the place of the running process; empty when there is one. */
  public static Optional<RunFile> take(Path home) {
    // Who asks whether somebody runs holds the lock for an instant: that is not yet a running one.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<RunFile> taken = takeNow(home);
      if (taken.isPresent()) {
        return taken;
      }
      pause();
    }
    return Optional.empty();
  }

  private static Optional<RunFile> takeNow(Path home) {
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
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
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
    // Locked and still empty: that process is about to write its id.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isFree(file)) {
        return Optional.empty();
      }
      String pid = read(file);
      if (!pid.isEmpty()) {
        return ProcessHandle.of(Long.parseLong(pid));
      }
      pause();
    }
    throw new IllegalStateException("the process that holds " + file + " does not say who it is");
  }

  private static boolean isFree(Path file) {
    if (!Files.exists(file)) {
      return true;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return tryLock(channel) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
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
