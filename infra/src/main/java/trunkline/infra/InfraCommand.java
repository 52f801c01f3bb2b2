package trunkline.infra;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trunkline.infra.check.Check;
import trunkline.infra.estate.Workbench;

/** {@code ./trunkline infra check|cost|diagram|resources}. */
@Command(
    name = "infra",
    mixinStandardHelpOptions = true,
    description = "Checks, prices and draws the AWS estate, without an AWS account.")
public final class InfraCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--repository",
      description = "The repository's root (default: the working folder).",
      defaultValue = ".",
      scope = CommandLine.ScopeType.INHERIT)
  Path repository = Path.of(".");

  /** The whole as a program of its own. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new InfraCommand()).execute(args));
  }

  @Command(
      name = "check",
      description = "Runs every tier that this machine can run and says which.")
  int check() throws IOException {
    return new Check(repository(), new Tools(System.getenv()), out()).run() ? 0 : 1;
  }

  @Command(name = "cost", description = "Prices every environment from the plan.")
  int cost() throws IOException {
    var prices = Prices.read(repository().resolve("infra/prices.yaml"));
    out().println(new Cost(prices, workbench().estate()).table());
    return 0;
  }

  @Command(
      name = "diagram",
      description = "Draws accounts and network from the plan into infra/docs/.")
  int diagram() throws IOException {
    Path file = repository().resolve("infra/docs/network.svg");
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, new Diagram(workbench().estate()).svg());
    out().println("drawn: infra/docs/network.svg");
    return 0;
  }

  @Command(name = "resources", description = "Lists how many resources there are of each service.")
  int resources() throws IOException {
    var estate = workbench().estate();
    estate.countByService().forEach((service, count) -> out().printf("%6d  %s%n", count, service));
    out().printf("%6d  all%n", estate.resources().size());
    return 0;
  }

  private Workbench workbench() throws IOException {
    Path target = repository().resolve("infra/target");
    Terraform terraform =
        Terraform.find(new Tools(System.getenv()), target.resolve("terraform"))
            .orElseThrow(
                () -> new IOException("there is no terraform on the PATH: see infra/README.md"));
    return new Workbench(repository(), target, terraform);
  }

  private Path repository() {
    return repository.toAbsolutePath().normalize();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
