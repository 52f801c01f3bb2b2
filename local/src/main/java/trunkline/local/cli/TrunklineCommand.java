package trunkline.local.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import trunkline.bridge.MigrateCommand;
import trunkline.local.machine.MachineConfig;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.warehouse.WarehouseCommand;

/** {@code ./trunkline}: everything a person does with one machine's Trunkline. */
@Command(
    name = "trunkline",
    description = "A customer information platform on one machine.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class TrunklineCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what: one of the commands below");
  }

  /** The command line over one machine. */
  static CommandLine commandLine(MachineConfig config) {
    return new CommandLine(new TrunklineCommand())
        .addSubcommand(new UpCommand(config))
        .addSubcommand(new StopCommand(config))
        .addSubcommand(new StatusCommand(config))
        .addSubcommand(new TokenCommand(config))
        .addSubcommand(new DemoCommand(config))
        .addSubcommand(new MigrateCommand(() -> Neighbours.bridge(config, System.getenv())))
        .addSubcommand(new WarehouseCommand(() -> Neighbours.warehouse(config, System.getenv())))
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(TrunklineCommand::sayInOneLine);
  }

  /**
   * A person gets one line that says what to do; the stack trace is for whoever sets
   * TRUNKLINE_LOCAL_TRACE.
   */
  private static int sayInOneLine(
      Exception e, CommandLine command, CommandLine.ParseResult result) {
    command.getErr().println(command.getCommandName() + ": " + e.getMessage());
    if (Boolean.getBoolean("trunkline.trace")) {
      e.printStackTrace(command.getErr());
    }
    return 1;
  }

  public static void main(String[] arguments) {
    try {
      System.exit(commandLine(MachineConfig.fromEnvironment(System.getenv())).execute(arguments));
    } catch (InvalidConfiguration e) {
      System.err.println("trunkline: " + e.getMessage());
      System.exit(2);
    }
  }
}
