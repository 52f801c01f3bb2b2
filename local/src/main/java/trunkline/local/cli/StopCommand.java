package trunkline.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import trunkline.local.LocalConfig;
import trunkline.local.LocalFailure;
import trunkline.local.RunFolder;
import trunkline.local.postgres.Postgres;

/** {@code ./trunkline stop}: ends what runs, and what a killed run has left behind. */
@Command(name = "stop", description = "Ends what runs, cleanly.", mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final LocalConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  StopCommand(LocalConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() throws InterruptedException {
    OptionalLong process = RunFolder.of(config).findProcess();
    if (process.isPresent()) {
      end(process.getAsLong());
      say("Trunkline has stopped.");
    } else if (Postgres.stopOrphan(config.postgres())) {
      say("Trunkline was not running; the database that a killed run left behind has stopped.");
    } else {
      say("Trunkline is not running.");
    }
    return 0;
  }

  private void end(long pid) throws InterruptedException {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    if (!RunFolder.of(config).awaitEnd(PATIENCE)) {
      throw new LocalFailure(
          "process %d has not ended in %d s; kill -9 %d is safe: every acknowledged write is kept"
              .formatted(pid, PATIENCE.toSeconds(), pid));
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
