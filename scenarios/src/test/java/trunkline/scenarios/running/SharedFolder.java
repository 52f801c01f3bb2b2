package trunkline.scenarios.running;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What is too large for the repository: public data, TM Forum's kits. */
public final class SharedFolder {
  private SharedFolder() {}

  /**
   * A file or folder in it. Without it a test fails in continuous integration, and is not run
   * elsewhere.
   */
  public static Path find(String path) {
    Path found = folder().resolve(path);
    if (!Files.isReadable(found)) {
      missing(path + " is not in the shared folder; set TRUNKLINE_SHARED to where it is");
    }
    return found;
  }

  /** Something that a test needs is not here. */
  public static void missing(String what) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(what);
    }
    Assumptions.abort("not run: " + what);
  }

  private static Path folder() {
    return Optional.ofNullable(System.getProperty("TRUNKLINE_SHARED"))
        .or(() -> Optional.ofNullable(System.getenv("TRUNKLINE_SHARED")))
        .map(Path::of)
        .orElseGet(() -> Repository.root().resolveSibling("shared"));
  }
}
