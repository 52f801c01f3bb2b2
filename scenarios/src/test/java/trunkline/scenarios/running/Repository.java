package trunkline.scenarios.running;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the working tree is. */
public final class Repository {
  private Repository() {}

  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new AssertionError("the tests run outside of the repository");
      }
    }
    return folder;
  }
}
