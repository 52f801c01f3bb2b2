package trunkline.bridge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Public data that is too large for the repository; continuous integration must have it. */
final class SharedData {
  private SharedData() {}

  static Path find(String path) {
    Path file = folder().resolve("data").resolve(path);
    if (!Files.isReadable(file)) {
      String missing = "not run: " + path + " is not in the shared data; set TRUNKLINE_SHARED";
      if (System.getenv("CI") != null) {
        throw new AssertionError(missing);
      }
      Assumptions.abort(missing);
    }
    return file;
  }

  private static Path folder() {
    return Optional.ofNullable(System.getProperty("TRUNKLINE_SHARED"))
        .or(() -> Optional.ofNullable(System.getenv("TRUNKLINE_SHARED")))
        .map(Path::of)
        .orElseGet(SharedData::besideTheRepository);
  }

  private static Path besideTheRepository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
    }
    return folder.resolveSibling("shared");
  }
}
