package trunkline.warehouse.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder in which this process makes files to be sent: nobody else may look into it, a file
 * goes once it was sent, and what a crash left is taken away by a later start.
 */
final class Exports implements AutoCloseable {
  private static final String PREFIX = "exports-";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;

  private Exports(Path folder) {
    this.folder = folder;
  }

  static Exports in(Path workFolder, Instant now) {
    try (Stream<Path> entries = Files.list(workFolder)) {
      for (Path entry : entries.toList()) {
        boolean isOurs = entry.getFileName().toString().startsWith(PREFIX);
        if (isOurs && Files.getLastModifiedTime(entry).toInstant().isBefore(now.minus(ABANDONED))) {
          delete(entry);
        }
      }
      Path own = workFolder.resolve(PREFIX + UUID.randomUUID());
      Files.createDirectory(
          own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new Exports(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** A file that is not there yet. */
  Path next(String ending) {
    return folder.resolve(UUID.randomUUID() + "." + ending);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Override
  public void close() {
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
