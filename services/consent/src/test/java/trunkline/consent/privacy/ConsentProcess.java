package trunkline.consent.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import trunkline.consent.ConsentMain;
import trunkline.platform.config.Configuration;
import trunkline.platform.testing.Client;

/** The consent service as a process of its own, which can be killed. */
final class ConsentProcess {
  private ConsentProcess() {}

  /** Starts it and waits until it answers. */
  static Process start(Map<String, String> settings) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ConsentMain.class.getName()));
    var builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("TRUNKLINE_"));
    settings.forEach(
        (name, value) -> builder.environment().put(Configuration.environmentName(name), value));
    Process process = builder.start();
    var nobody = new Client(settings.getOrDefault("http.publicUrl", ""), "");
    long end = System.nanoTime() + 60_000_000_000L;
    while (!isReady(nobody)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the process does not get ready");
      }
      Thread.sleep(50);
    }
    return process;
  }

  private static boolean isReady(Client client) {
    try {
      return client.get("/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
