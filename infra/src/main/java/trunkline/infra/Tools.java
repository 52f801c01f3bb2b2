package trunkline.infra;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine has of the programs that the checks use; each may be absent. */
public record Tools(Map<String, String> environment) {
  private static final String PROVIDER = "registry.terraform.io/hashicorp/aws";

  /** A program on the PATH. */
  public Optional<Path> find(String program) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A folder that holds the AWS provider, so that nothing is downloaded: {@code
   * TRUNKLINE_TERRAFORM_MIRROR} first, then where Terraform itself looks, then the folders under
   * /opt and /usr/local/share.
   */
  public Optional<Path> findMirror() {
    String named = environment.get("TRUNKLINE_TERRAFORM_MIRROR");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Tools::holdsProvider);
    }
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    Stream<Path> usual =
        Stream.of(
            home.resolve(".terraform.d/plugins"),
            home.resolve(".local/share/terraform/plugins"),
            Path.of("/usr/local/share/terraform/plugins"),
            Path.of("/usr/share/terraform/plugins"));
    Stream<Path> others =
        Stream.of("/opt", "/usr/local/share", "/usr/share").flatMap(Tools::children);
    return Stream.concat(usual, others).filter(Tools::holdsProvider).findFirst();
  }

  private static Stream<Path> children(String folder) {
    try (Stream<Path> list = Files.list(Path.of(folder))) {
      return list.sorted().toList().stream();
    } catch (IOException e) {
      return List.<Path>of().stream(); // a folder that is not there holds nothing
    }
  }

  private static boolean holdsProvider(Path folder) {
    return Files.isDirectory(folder.resolve(PROVIDER));
  }
}
