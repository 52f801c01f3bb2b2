package trunkline.infra.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The example of each module's README, gathered into one root: what a reader copies is what runs.
 */
public final class Examples {
  private static final Pattern BLOCK = Pattern.compile("```hcl\\n(.*?)```", Pattern.DOTALL);

  private final Path infra;

  public Examples(Path infra) {
    this.infra = infra;
  }

  /** The example of each module by the module's name; a module without one is refused. */
  public Map<String, String> read() throws IOException {
    var examples = new TreeMap<String, String>();
    try (Stream<Path> modules = Files.list(infra.resolve("modules"))) {
      for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
        String name = module.getFileName().toString();
        examples.put(
            name,
            find(module.resolve("README.md"))
                .orElseThrow(
                    () ->
                        new IOException(
                            "infra/modules/" + name + "/README.md has no ```hcl example")));
      }
    }
    return examples;
  }

  private static Optional<String> find(Path readme) throws IOException {
    if (!Files.exists(readme)) {
      return Optional.empty();
    }
    Matcher matcher = BLOCK.matcher(Files.readString(readme));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Writes a root that calls these modules as their READMEs do; {@code provider} comes first. */
  public Path root(Path target, List<String> names, String provider) throws IOException {
    Path root = target.resolve("infra/examples");
    Files.createDirectories(root.resolve("tests"));
    try (Stream<Path> walk = Files.walk(infra.resolve("modules"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path to = target.resolve("infra").resolve(infra.relativize(file).toString());
        Files.createDirectories(to.resolveSibling("."));
        Files.write(to, Files.readAllBytes(file));
      }
    }
    Map<String, String> all = read();
    var main = new StringBuilder(provider);
    names.forEach(name -> main.append(all.get(name)).append('\n'));
    Files.writeString(root.resolve("main.tf"), main);
    return root;
  }
}
