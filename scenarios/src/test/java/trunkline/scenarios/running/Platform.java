package trunkline.scenarios.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import trunkline.local.LocalConfig;
import trunkline.local.LocalDatabase;
import trunkline.local.Machine;
import trunkline.local.RunFolder;
import trunkline.local.Services;
import trunkline.local.identity.TokenCall;
import trunkline.local.postgres.Postgres;
import trunkline.platform.testing.Client;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.WarehouseConfig;

/**
 * A whole platform beside whatever runs on this machine: a fresh home, ports that nobody has,
 * processes started by the same commands that a person gives. Closing it ends all of them and
 * deletes the home.
 */
public final class Platform implements AutoCloseable {
  public static final String TENANT = "demo";

  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(4);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  /** Those of the script, and the quick compiler only: these processes live for seconds. */
  private static final List<String> JVM_FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1");

  private final Path home;
  private final Map<String, String> environment;
  private final LocalConfig config;
  private @Nullable Process process;

  private Platform(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.config = LocalConfig.fromEnvironment(environment);
  }

  /** Nothing of it runs yet. {@code settings} are more variables, names and values in turn. */
  public static Platform fresh(String... settings) {
    List<Integer> ports = FreePorts.find(3 + Services.rows().size());
    Path home = Home.make();
    Map<String, String> environment = new HashMap<>();
    environment.put("TRUNKLINE_HOME", home.toString());
    environment.put("TRUNKLINE_PORTS_EDGE", ports.get(0).toString());
    environment.put("TRUNKLINE_PORTS_FIRST_SERVICE", ports.get(3).toString());
    environment.put("TRUNKLINE_PORTS_IDENTITY", ports.get(1).toString());
    environment.put("TRUNKLINE_PORTS_POSTGRES", ports.get(2).toString());
    environment.put("TRUNKLINE_SHARED_BUFFERS_MEGABYTES", "64");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return new Platform(home, environment);
  }

  public LocalConfig config() {
    return config;
  }

  /** {@code ./trunkline up} in a process that this test can kill; how long until it answered. */
  public Duration start() throws InterruptedException {
    long began = System.nanoTime();
    process = launch(home.resolve("up.log"), "up");
    while (!RunFolder.of(config).isReady(process.pid())) {
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (!process.isAlive() || waited.compareTo(START_LIMIT) > 0) {
        throw new AssertionError("not up after " + waited + "; it said:\n" + said("up.log"));
      }
      Thread.sleep(20);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** The same in this process; the caller closes it. */
  public Machine startHere() {
    var machine = new Machine(config, Services.rows());
    machine.start();
    return machine;
  }

  /** The process that runs, whoever has started it. */
  public ProcessHandle process() {
    long pid =
        RunFolder.of(config).findProcess().orElseThrow(() -> new AssertionError("nothing runs"));
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** {@code kill -9} of the process; its PostgreSQL lives on as an orphan. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** {@code kill -9} of the process and of PostgreSQL's own, at once. */
  public void killWithDatabase() throws InterruptedException {
    ProcessHandle database = database();
    database.destroyForcibly();
    kill();
    awaitEnd(database);
  }

  /**
   * Waits until a process has ended. One that nobody reaps, as in a container whose first process
   * does not, seems alive for ever; it has no command any more.
   */
  public static void awaitEnd(ProcessHandle process) throws InterruptedException {
    long end = System.nanoTime() + END_LIMIT.toNanos();
    while (process.isAlive() && process.info().command().isPresent()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("process " + process.pid() + " does not end");
      }
      Thread.sleep(5);
    }
  }

  /** PostgreSQL's first process. */
  public ProcessHandle database() {
    try {
      Path file = home.resolve("postgres/data/postmaster.pid");
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
          .orElseThrow(() -> new AssertionError("PostgreSQL does not run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of {@code ./trunkline} to its end. */
  public Finished run(String... arguments) throws InterruptedException {
    Process command = launch(home.resolve("command.log"), arguments);
    if (!command.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      command.destroyForcibly().waitFor();
      throw new AssertionError(
          String.join(" ", arguments) + " does not end; it said:\n" + said("command.log"));
    }
    return new Finished(command.exitValue(), said("command.log"));
  }

  private Process launch(Path log, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("trunkline.local.cli.TrunklineCommand");
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TRUNKLINE_"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String said(String log) {
    try {
      return Files.readString(home.resolve(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of the edge with a token of the role. */
  public Client client(String role) {
    return new Client(config.edgeUrl(), token(role));
  }

  public String token(String role) {
    return new TokenCall(config.ports().identity(), config.identity()).token(role, TENANT);
  }

  /** What the customer service has committed. */
  public CustomerTables customerTables() {
    return new CustomerTables(LocalDatabase.access(config, "customer"));
  }

  /** The warehouse over this home; the caller closes it. */
  public Warehouse warehouse() {
    return Warehouse.open(WarehouseConfig.fromEnvironment(environment));
  }

  @Override
  public void close() {
    kill();
    if (RunFolder.of(config).findProcess().isPresent()) {
      endInOrder(process());
    }
    Postgres.stopOrphan(config.postgres());
    Home.delete(home);
  }

  private static void endInOrder(ProcessHandle running) {
    running.destroy();
    try {
      awaitEnd(running);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
