package trunkline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import trunkline.local.postgres.FolderLock;

/**
 * How commands find the platform that runs over one home: its lock says that it runs, whatever has
 * happened to it, and a file beside it says when it has come up.
 */
public record RunFolder(Path folder) {
  private static final Duration POLL = Duration.ofMillis(50);

  public static RunFolder of(LocalConfig config) {
    return new RunFolder(config.run());
  }

  /** Takes the right to run; closing it gives it back. */
  public FolderLock take() {
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.takePatiently(folder).orElseThrow(this::alreadyRunning);
      Files.deleteIfExists(ready());
      return lock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses when something runs. */
  public void requireNothingRuns() {
    if (findProcess().isPresent()) {
      throw alreadyRunning();
    }
  }

  private LocalFailure alreadyRunning() {
    OptionalLong pid = findProcess();
    return new LocalFailure(
        "already running"
            + (pid.isPresent() ? " as process " + pid.getAsLong() : "")
            + "; ./trunkline status shows it, ./trunkline stop ends it");
  }

  /** The process that runs now. */
  public OptionalLong findProcess() {
    if (!Files.isDirectory(folder)) {
      return OptionalLong.empty();
    }
    return FolderLock.findOwner(folder);
  }

  /** Tells the others that everything is up. */
  public void markReady() {
    try {
      Path fresh = folder.resolve("ready.new");
      Files.writeString(fresh, Long.toString(ProcessHandle.current().pid()));
      Files.move(
          fresh, ready(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether that process has said that everything is up. */
  public boolean isReady(long pid) {
    return readyProcess().filter(text -> text.equals(Long.toString(pid))).isPresent();
  }

  private Optional<String> readyProcess() {
    try {
      return Files.exists(ready())
          ? Optional.of(Files.readString(ready()).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits until nothing runs any more; false when it still does after {@code limit}. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (findProcess().isPresent()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  private Path ready() {
    return folder.resolve("ready");
  }
}
