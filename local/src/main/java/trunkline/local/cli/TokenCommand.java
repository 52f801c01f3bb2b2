package trunkline.local.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trunkline.local.LocalConfig;
import trunkline.local.identity.TokenCall;

/** {@code ./trunkline token}: prints a token and nothing else, so that a script can take it. */
@Command(
    name = "token",
    description = "Prints an access token for one hour.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
  private final LocalConfig config;

  @Option(
      names = "--role",
      required = true,
      description = "Whose rights, such as agent; a name that is none lists them.")
  @SuppressWarnings("NullAway.Init")
  private String role;

  @Option(
      names = "--tenant",
      defaultValue = "demo",
      description = "Whose records (default: ${DEFAULT-VALUE})")
  @SuppressWarnings("NullAway.Init")
  private String tenant;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  TokenCommand(LocalConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(new TokenCall(config.ports().identity(), config.identity()).token(role, tenant));
    out.flush();
    return 0;
  }
}
