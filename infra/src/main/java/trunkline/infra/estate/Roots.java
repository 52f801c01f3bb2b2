package trunkline.infra.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of the stages as they are, providers and all, so that nothing is written into the tree.
 */
public final class Roots {
  private final Path repository;
  private final Path target;

  public Roots(Path repository, Path target) {
    this.repository = repository;
    this.target = target;
  }

  /** Copies the tree and returns the folder of one stage in the copy. */
  public Path copy(String stage) throws IOException {
    for (String part :
        List.of("infra/accounts.yaml", "infra/modules", "infra/stages", "contracts/edge")) {
      try (Stream<Path> walk = Files.walk(repository.resolve(part))) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          Path to = target.resolve(repository.relativize(file).toString());
          Files.createDirectories(to.resolveSibling("."));
          Files.write(to, Files.readAllBytes(file));
        }
      }
    }
    return target.resolve("infra/stages").resolve(stage);
  }
}
