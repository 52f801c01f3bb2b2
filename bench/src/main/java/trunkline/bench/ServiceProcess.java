package trunkline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A service as it runs on Fargate: alone, from its jar, told everything by its environment. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders");

  private final Process process;
  private final int port;
  private final Duration startUp;

  private ServiceProcess(Process process, int port, Duration startUp) {
    this.process = process;
    this.port = port;
    this.startUp = startUp;
  }

  static ServiceProcess start(
      String service, int port, List<String> flags, Map<String, String> settings, Path log)
      throws IOException, InterruptedException {
    Path jar = jar(service);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(
        List.of("-cp", jar + ":" + Files.readString(jar.resolveSibling("dependencies.classpath"))));
    command.add(main(service));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TRUNKLINE_"));
    builder.environment().putAll(settings);
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      awaitReady(process, port, log);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
    return new ServiceProcess(process, port, Duration.ofNanos(System.nanoTime() - began));
  }

  /** The service's own jar, beside which the build has written what it needs. */
  private static Path jar(String service) {
    String name = "trunkline-" + service + "-";
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the class path has no jar of " + service));
  }

  private static String main(String service) {
    return "trunkline.%s.%s%sMain"
        .formatted(service, Character.toUpperCase(service.charAt(0)), service.substring(1));
  }

  private static void awaitReady(Process process, int port, Path log)
      throws IOException, InterruptedException {
    var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"));
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        try {
          if (http.send(ready.build(), HttpResponse.BodyHandlers.discarding()).statusCode()
              == 200) {
            return;
          }
        } catch (IOException e) {
          if (!process.isAlive()) {
            throw new IllegalStateException("it did not start:\n" + Files.readString(log), e);
          }
        }
        Thread.sleep(5);
      }
    }
    throw new IllegalStateException(
        "the service was not ready within " + PATIENCE.toSeconds() + " s");
  }

  int port() {
    return port;
  }

  /** From the start of the process to its first answer that it is ready. */
  Duration startUp() {
    return startUp;
  }

  /** CPU time that it has used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Resident memory now, in bytes (Linux only). */
  long residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a deployment does. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
