package trunkline.infra.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import trunkline.infra.Terraform;
import trunkline.infra.Tools;
import trunkline.infra.estate.Workbench;

/** What the tiers work with. */
record Bench(Path repository, Path target, Tools tools, Optional<Terraform> terraform) {
  static final String NO_TERRAFORM = "there is no terraform on the PATH";

  Path infra() {
    return repository.resolve("infra");
  }

  Workbench workbench() throws IOException {
    return new Workbench(repository, target, terraform.orElseThrow());
  }

  /** The folders of stages or modules, in order. */
  List<Path> folders(String kind) throws IOException {
    try (Stream<Path> list = Files.list(infra().resolve(kind))) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }
}
