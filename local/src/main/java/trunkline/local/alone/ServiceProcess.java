package trunkline.local.alone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A service as it runs on Fargate: alone, from its jar, told everything by its environment. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Process process;
  private final int port;
  private final Duration startUp;

  private ServiceProcess(Process process, int port, Duration startUp) {
    this.process = process;
    this.port = port;
    this.startUp = startUp;
  }

  static ServiceProcess start(
      List<String> command, int port, Map<String, String> settings, Path log)
      throws IOException, InterruptedException {
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

  public int port() {
    return port;
  }

  /** From the start of the process to its first answer that it is ready. */
  public Duration startUp() {
    return startUp;
  }

  /** CPU time that it has used so far. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Resident memory now, in bytes (Linux only). */
  public long residentBytes() {
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
