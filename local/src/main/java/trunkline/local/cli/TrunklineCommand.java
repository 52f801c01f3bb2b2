package trunkline.local.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import trunkline.bridge.MigrateCommand;
import trunkline.local.LocalConfig;
import trunkline.local.LocalFailure;
import trunkline.local.postgres.PostgresFailure;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.warehouse.WarehouseCommand;

/** {@code ./trunkline}: exit code 0 done, 1 could not be done (one line says why), 2 wrong use. */
@Command(
    name = "trunkline",
    description = "The customer information platform on one machine.",
    mixinStandardHelpOptions = true,
    footer = {"", "For developers, in the script itself: test, check, fmt, golden, bench."})
public final class TrunklineCommand implements Runnable {
  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  static CommandLine commandLine(LocalConfig config) {
    return new CommandLine(new TrunklineCommand())
        .addSubcommand(new UpCommand(config))
        .addSubcommand(new StopCommand(config))
        .addSubcommand(new StatusCommand(config))
        .addSubcommand(new TokenCommand(config))
        .addSubcommand(new DemoCommand(config))
        .addSubcommand(new MigrateCommand(() -> Surroundings.ofBridge(config, System.getenv())))
        .addSubcommand(
            new WarehouseCommand(
                () -> Surroundings.ofWarehouse(config, System.getenv()),
                () -> Surroundings.ofServing(config, System.getenv())))
        .setExecutionExceptionHandler(TrunklineCommand::say);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what: demo, up, stop, status, token, migrate or warehouse");
  }

  /** What a person can mend gets one line; anything else is broken and shows where. */
  private static int say(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    if (e instanceof LocalFailure
        || e instanceof PostgresFailure
        || e instanceof InvalidConfiguration) {
      command.getErr().println("trunkline: " + e.getMessage());
      return 1;
    }
    throw e;
  }

  public static void main(String[] arguments) {
    HELIDON.setLevel(Level.WARNING);
    try {
      LocalConfig config = LocalConfig.fromEnvironment(System.getenv());
      System.exit(commandLine(config).execute(arguments));
    } catch (InvalidConfiguration e) {
      System.err.println("trunkline: " + e.getMessage());
      System.exit(2);
    }
  }
}
