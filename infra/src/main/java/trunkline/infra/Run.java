package trunkline.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a program: how it ended and what it wrote. */
public record Run(int exit, String output, String errors) {
  /** Runs a program to its end; stops it and throws when it takes longer than {@code limit}. */
  public static Run of(
      Path folder, Map<String, String> environment, Duration limit, List<String> command)
      throws IOException {
    Path output = Files.createTempFile("run", ".out");
    Path errors = Files.createTempFile("run", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      await(process, limit, command);
      return new Run(process.exitValue(), read(output), read(errors));
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  private static void await(Process process, Duration limit, List<String> command)
      throws IOException {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " ran longer than " + limit + " and was stopped");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(command + " was interrupted", e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  public boolean succeeded() {
    return exit == 0;
  }

  /** What it wrote to tell what is wrong; Terraform uses both streams. */
  public String complaint() {
    return (output + errors).strip();
  }
}
