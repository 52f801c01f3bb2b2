package trunkline.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import trunkline.local.postgres.Postgres;

/** Starts Trunkline in a process of its own, and ends the one that runs. */
public final class Background {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MachineConfig config;

  public Background(MachineConfig config) {
    this.config = config;
  }

  /** Makes sure that Trunkline runs and answers; true when it had to be started. */
  public boolean start() throws InterruptedException {
    if (RunFile.running(config.home()).isPresent()) {
      awaitReady(Optional.empty());
      return false;
    }
    try {
      Path log = Files.createDirectories(config.folder("logs")).resolve("up.log");
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              "trunkline.local.cli.TrunklineCommand",
              "up"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      awaitReady(Optional.of(process));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Optional<Process> started) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!RunFile.isReady(config.home())) {
      boolean dead = started.isPresent() && !started.get().isAlive();
      if (dead || System.nanoTime() > end) {
        throw new IllegalStateException(
            (dead
                    ? "Trunkline did not start"
                    : "Trunkline did not answer within " + PATIENCE.toSeconds() + " s")
                + "; what it said stands in "
                + config.folder("logs").resolve("up.log")
                + lastLine());
      }
      Thread.sleep(50);
    }
  }

  private String lastLine() {
    try {
      List<String> lines = Files.readAllLines(config.folder("logs").resolve("up.log"));
      return lines.isEmpty() ? "" : ":\n  " + lines.getLast();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Ends the running process in order; false when none runs. A PostgreSQL whose process was killed
   * is ended too.
   */
  public boolean stop() throws InterruptedException {
    Optional<ProcessHandle> running = RunFile.running(config.home());
    if (running.isEmpty()) {
      return Postgres.stopOrphan(config.folder("postgres"));
    }
    running.get().destroy();
    try {
      running.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "process "
              + running.get().pid()
              + " does not end; kill it and run ./trunkline stop again",
          e);
    }
  }
}
