package trunkline.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Workbench;

/** The one plan of the estate, made once a run and shared by every test that looks at it. */
final class PlannedEstate {
  private static @Nullable Estate estate;

  private PlannedEstate() {}

  /**
   * The estate; without terraform the test reports itself as not run, and fails where CI says so.
   */
  static synchronized Estate get() throws IOException {
    if (estate == null) {
      estate = workbench().estate();
    }
    return estate;
  }

  static Workbench workbench() throws IOException {
    Path target = repository().resolve("infra/target");
    Optional<Terraform> terraform =
        Terraform.find(new Tools(System.getenv()), target.resolve("terraform"));
    if (System.getenv("CI") != null) {
      Assertions.assertTrue(
          terraform.isPresent(), "CI is set: install terraform (see infra/README.md)");
    }
    assumeTrue(terraform.isPresent(), "not run: there is no terraform on the PATH");
    return new Workbench(repository(), target, terraform.orElseThrow());
  }

  /** The repository's root: tests run in the module's folder. */
  static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("infra/accounts.yaml"))
        ? here
        : here.resolve("..").normalize();
  }
}
