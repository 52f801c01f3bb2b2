package trunkline.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Terraform on this machine, kept away from every real account: fake credentials, no metadata
 * service, the provider from a folder where there is one.
 */
public final class Terraform {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final Path program;
  private final Map<String, String> environment;

  private Terraform(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  /** The terraform on the PATH; {@code state} is a folder for its configuration and cache. */
  public static Optional<Terraform> find(Tools tools, Path state) throws IOException {
    Optional<Path> program = tools.find("terraform");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(state.resolve("plugins"));
    Path configuration = state.resolve("terraformrc");
    Files.writeString(configuration, tools.findMirror().map(Terraform::mirrored).orElse(""));
    var environment = new HashMap<String, String>();
    environment.put("TF_CLI_CONFIG_FILE", configuration.toString());
    environment.put("TF_PLUGIN_CACHE_DIR", state.resolve("plugins").toString());
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_ACCESS_KEY_ID", "offline");
    environment.put("AWS_SECRET_ACCESS_KEY", "offline");
    environment.put("AWS_CONFIG_FILE", state.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", state.resolve("none").toString());
    return Optional.of(new Terraform(program.get(), environment));
  }

  private static String mirrored(Path mirror) {
    return """
        provider_installation {
          filesystem_mirror {
            path    = "%s"
            include = ["registry.terraform.io/hashicorp/aws"]
          }
        }
        """
        .formatted(mirror);
  }

  /** Runs one command in a folder; does not throw when Terraform says no. */
  public Run run(Path folder, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return Run.of(folder, environment, LIMIT, command);
  }

  /** Runs one command that has to succeed. */
  public Run must(Path folder, String... arguments) throws IOException {
    Run run = run(folder, arguments);
    if (!run.succeeded()) {
      throw new IOException(
          "terraform %s failed in %s:%n%s"
              .formatted(String.join(" ", arguments), folder, run.complaint()));
    }
    return run;
  }
}
