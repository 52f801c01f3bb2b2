package trunkline.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import trunkline.local.LocalConfig;
import trunkline.local.LocalFailure;
import trunkline.local.RunFolder;

/** Starts {@code up} as a process that outlives this one, and waits until it is ready. */
final class Detached {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Detached() {}

  static void start(LocalConfig config) throws InterruptedException {
    RunFolder run = RunFolder.of(config);
    run.requireNothingRuns();
    try {
      Path log = freshLog(config.logs());
      Process process =
          new ProcessBuilder(command())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      await(process, run, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path freshLog(Path logs) throws IOException {
    Files.createDirectories(logs);
    Path log = logs.resolve("up.log");
    if (Files.exists(log)) {
      Files.move(log, logs.resolve("up.log.previous"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  /** In a session of its own, so that closing the terminal does not end it. */
  private static List<String> command() {
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TrunklineCommand.class.getName());
    command.add("up");
    return command;
  }

  private static void await(Process process, RunFolder run, Path log)
      throws InterruptedException, IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!run.isReady(process.pid())) {
      if (!process.isAlive()) {
        throw new LocalFailure("it did not come up:\n" + tail(log));
      }
      if (System.nanoTime() > end) {
        process.destroy();
        throw new LocalFailure(
            "it did not come up in " + PATIENCE.toMinutes() + " minutes; see " + log);
      }
      Thread.sleep(50);
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
