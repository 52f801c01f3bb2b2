package trunkline.platform.tmf.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Client;

/** The note service as a process of its own, which can be killed. */
final class NoteProcess {
  private NoteProcess() {}

  static Process start(Map<String, String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NoteProcess.class.getName()));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Client nobody = new Client(settings.getOrDefault("http.publicUrl", ""), "");
    Subscriber.await("the process to be ready", () -> process.isAlive() && isReady(nobody));
    return process;
  }

  private static boolean isReady(Client client) {
    try {
      return client.get("/health/ready").status() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  public static void main(String[] settings) throws InterruptedException {
    NoteMain.start(
        Stream.of(settings)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    Thread.currentThread().join();
  }
}
