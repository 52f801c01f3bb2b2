package trunkline.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import trunkline.local.LocalConfig;
import trunkline.local.Machine;
import trunkline.local.RunFolder;
import trunkline.local.Services;

/** {@code ./trunkline status}: exit code 0 when all is up, 1 otherwise. */
@Command(
    name = "status",
    description = "Shows what runs and where.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int CONNECT_MILLIS = 1000;

  private final LocalConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  StatusCommand(LocalConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    OptionalLong process = RunFolder.of(config).findProcess();
    if (process.isEmpty()) {
      out.println("Trunkline is not running over " + config.home());
      return 1;
    }
    out.printf("Trunkline runs as process %d over %s%n", process.getAsLong(), config.home());
    boolean all = true;
    for (Map.Entry<String, String> part :
        new Machine(config, Services.rows()).addresses().entrySet()) {
      boolean listens = listens(part.getValue());
      out.printf("  %-12s %-24s %s%n", part.getKey(), part.getValue(), listens ? "up" : "DOWN");
      all &= listens;
    }
    return all ? 0 : 1;
  }

  private static boolean listens(String address) {
    URI uri = URI.create(address.contains("://") ? address : "tcp://" + address);
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
