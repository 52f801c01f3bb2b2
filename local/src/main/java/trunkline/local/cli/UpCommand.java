package trunkline.local.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trunkline.local.LocalConfig;
import trunkline.local.Machine;
import trunkline.local.Services;

/** {@code ./trunkline up}: everything, until Ctrl-C or {@code ./trunkline stop}. */
@Command(
    name = "up",
    description = "Starts everything; Ctrl-C ends it.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private final LocalConfig config;

  @Option(names = "--detach", description = "Returns when all is up; ./trunkline stop ends it.")
  private boolean detach;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  UpCommand(LocalConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var machine = new Machine(config, Services.rows());
    if (detach) {
      Detached.start(config);
      print(machine, out);
      return 0;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(machine, out), "trunkline-stop"));
    machine.start();
    print(machine, out);
    Thread.currentThread().join();
    return 0;
  }

  private static void stop(Machine machine, PrintWriter out) {
    if (machine.runs()) {
      machine.close();
      out.println("Trunkline has stopped.");
      out.flush();
    }
  }

  private static void print(Machine machine, PrintWriter out) {
    out.println("Trunkline is up.");
    machine.addresses().forEach((name, address) -> out.printf("  %-12s %s%n", name, address));
    out.println("A token for the API: ./trunkline token --role agent");
    out.flush();
  }
}
