package trunkline.scenarios.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A fresh folder for one platform's state. */
final class Home {
  private Home() {}

  /** Under root PostgreSQL runs as nobody, who must be able to pass through every parent. */
  static Path make() {
    Path usual = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      Files.createDirectories(usual);
      Path home =
          Files.createTempDirectory(isOpen(usual) ? usual : Path.of("/tmp"), "trunkline-story-");
      return Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOpen(Path folder) throws IOException {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  static void delete(Path home) {
    try (Stream<Path> paths = Files.walk(home)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
