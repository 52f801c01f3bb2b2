package trunkline.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs to its end and keeps what it said. */
final class Program {
  /** What a finished program left behind. */
  record Outcome(int status, String output) {
    boolean succeeded() {
      return status == 0;
    }
  }

  private Program() {}

  /**
   * Runs {@code command} in {@code folder}. Output goes through a file, since a server that the
   * program leaves running would hold a pipe open for ever.
   */
  static Outcome run(List<String> command, Path folder, Duration limit) {
    try {
      Path said = Files.createTempFile("trunkline-program", ".out");
      try {
        Process process = start(command, folder, said);
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new PostgresFailure(
              command + " did not finish within " + limit + ": " + Files.readString(said));
        }
        return new Outcome(process.exitValue(), Files.readString(said).strip());
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      throw new PostgresFailure("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresFailure("interrupted while running " + command.getFirst(), e);
    }
  }

  private static Process start(List<String> command, Path folder, Path said) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(said.toFile());
    // A PGPORT or PGOPTIONS of the person's shell must not reach our server.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }
}
