package trunkline.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trunkline.local.identity.Clients;
import trunkline.local.machine.MachineConfig;
import trunkline.local.machine.Tokens;

/** {@code ./trunkline token --role agent}. */
@Command(
    name = "token",
    description = "Prints an access token for an hour.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
  private final MachineConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--role",
      required = true,
      description = "agent, viewer, analyst, auditor, admin or bridge")
  @SuppressWarnings("NullAway.Init")
  private String role;

  @Option(names = "--tenant", defaultValue = "demo", description = "default: ${DEFAULT-VALUE}")
  @SuppressWarnings("NullAway.Init")
  private String tenant;

  TokenCommand(MachineConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Clients.names().contains(role)) {
      throw new ParameterException(
          spec.commandLine(), "there is no role " + role + "; one of " + Clients.names());
    }
    spec.commandLine().getOut().println(new Tokens(config).token(role, tenant));
    return 0;
  }
}
