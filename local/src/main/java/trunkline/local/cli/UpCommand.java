package trunkline.local.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trunkline.local.machine.Background;
import trunkline.local.machine.Machine;
import trunkline.local.machine.MachineConfig;
import trunkline.local.machine.RunFile;

/** {@code ./trunkline up}. */
@Command(
    name = "up",
    description = "Starts everything; Ctrl-C ends it.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private final MachineConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--detach",
      description = "Returns when everything answers; ./trunkline stop ends it.")
  private boolean detach;

  UpCommand(MachineConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (detach) {
      boolean started = new Background(config).start();
      out.println(started ? "Trunkline runs." : "Trunkline runs already.");
      out.println(StatusCommand.addresses(config));
      return 0;
    }
    Optional<RunFile> place = RunFile.take(config.home());
    if (place.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "up: Trunkline runs already from " + config.home() + "; ./trunkline stop ends it");
      return 1;
    }
    try (RunFile run = place.get()) {
      serve(run, out);
    }
    return 0;
  }

  /**
   * Serves until the process is told to end; then ends every part in order, before the JVM goes.
   */
  private void serve(RunFile run, PrintWriter out) throws InterruptedException {
    var told = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> endInOrder(told, ended), "stop");
    try (Machine machine = Machine.start(config)) {
      Runtime.getRuntime().addShutdownHook(hook);
      run.markReady();
      out.println(
          "Trunkline runs ("
              + machine.ports().size()
              + " service in this process). Ctrl-C ends it.");
      out.println(StatusCommand.addresses(config));
      told.await();
    } finally {
      run.close();
      ended.countDown();
    }
  }

  private static void endInOrder(CountDownLatch told, CountDownLatch ended) {
    told.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
