package trunkline.local.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import trunkline.local.Services;

/** The command line as a person runs it: a process of its own, over a home of its own. */
final class Cli {
  /** How a command ended. */
  record Outcome(int status, String output) {}

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();

  Cli(Path home) {
    this.home = home;
    environment.put("TRUNKLINE_HOME", home.toString());
    environment.put("TRUNKLINE_SHARED_BUFFERS_MEGABYTES", "32");
    for (String port : List.of("EDGE", "FIRST_SERVICE", "IDENTITY", "POSTGRES")) {
      environment.put("TRUNKLINE_PORTS_" + port, Integer.toString(freePort()));
    }
    environment.put("TRUNKLINE_PORTS_FIRST_SERVICE", Integer.toString(portsForServices()));
  }

  /**
   * The first of so many free ports in a row as there are services, below those that the system
   * gives to outgoing connections.
   */
  private static int portsForServices() {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(18_000, 32_000);
      if (IntStream.range(first, first + Services.rows().size()).allMatch(Cli::isFree)) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  String edge() {
    return "http://127.0.0.1:" + environment.get("TRUNKLINE_PORTS_EDGE");
  }

  int port(String name) {
    return Integer.parseInt(environment.getOrDefault("TRUNKLINE_PORTS_" + name, "0"));
  }

  /** The process that holds the home. */
  long runningProcess() throws IOException {
    return Long.parseLong(Files.readString(home.resolve("run/lock")).strip());
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    Path said = Files.createTempFile("trunkline-cli", ".out");
    Process process = builder(arguments).redirectOutput(said.toFile()).start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(arguments) + " hangs: " + Files.readString(said));
    }
    return new Outcome(process.exitValue(), Files.readString(said));
  }

  /** Starts a command that stays; its output is read by the caller. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  private ProcessBuilder builder(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TrunklineCommand.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("TRUNKLINE_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
