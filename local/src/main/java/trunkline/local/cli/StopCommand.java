package trunkline.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import trunkline.local.machine.Background;
import trunkline.local.machine.MachineConfig;

/** {@code ./trunkline stop}. */
@Command(
    name = "stop",
    description = "Ends what ./trunkline up has started.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final MachineConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  StopCommand(MachineConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean stopped = new Background(config).stop();
    spec.commandLine()
        .getOut()
        .println(stopped ? "Trunkline has ended." : "Trunkline does not run.");
    return 0;
  }
}
