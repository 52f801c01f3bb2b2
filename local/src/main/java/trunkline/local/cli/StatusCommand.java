package trunkline.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import trunkline.local.machine.MachineConfig;
import trunkline.local.machine.RunFile;

/** {@code ./trunkline status}. */
@Command(
    name = "status",
    description = "Says whether Trunkline runs, and where.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final MachineConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  StatusCommand(MachineConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() {
    boolean ready = RunFile.isReady(config.home());
    spec.commandLine().getOut().println(ready ? addresses(config) : "Trunkline does not run.");
    return ready ? 0 : 1;
  }

  static String addresses(MachineConfig config) {
    return """
      APIs       %s/tmf-api/…   (party, customerManagement, accountManagement)
      health     %s/healthz
      identity   %s/.well-known/openid-configuration
      state      %s"""
        .formatted(config.edge(), config.edge(), config.issuer(), config.home());
  }
}
