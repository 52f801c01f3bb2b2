package trunkline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trunkline.local.postgres.DatabaseAccess;

/**
 * PostgreSQL's own load program: the floor, the same statement on the same server without a service
 * in front of it.
 */
final class Pgbench {
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial");
  private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/([^?]+).*");

  private final Path program;
  private final DatabaseAccess database;
  private final int connections;

  Pgbench(DatabaseAccess database, int connections) {
    this.program = find();
    this.database = database;
    this.connections = connections;
  }

  private static Path find() {
    Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
    Stream<Path> debian =
        Stream.of("18", "17", "16", "15").map(v -> Path.of("/usr/lib/postgresql", v, "bin"));
    return Stream.concat(onPath, debian)
        .map(folder -> folder.resolve("pgbench"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no pgbench; install it (Debian: apt-get install postgresql-contrib) and run this again"));
  }

  /** Transactions a second of a script, as the service's own role and tenant. */
  double run(Duration time, String tenant, String script) throws IOException, InterruptedException {
    Path file = Files.createTempFile("bench", ".sql");
    Path output = Files.createTempFile("pgbench", ".txt");
    try {
      Files.writeString(file, script);
      Process process = process(time, tenant, file, output).start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("pgbench failed: " + Files.readString(output));
      }
      Matcher tps = TPS.matcher(Files.readString(output));
      if (!tps.find()) {
        throw new IllegalStateException("pgbench printed no rate: " + Files.readString(output));
      }
      return Double.parseDouble(tps.group(1));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(output);
    }
  }

  private ProcessBuilder process(Duration time, String tenant, Path file, Path output) {
    Matcher url = URL.matcher(database.url());
    if (!url.matches()) {
      throw new IllegalStateException("not a PostgreSQL URL: " + database.url());
    }
    List<String> command =
        List.of(
            program.toString(),
            "-n",
            "-M",
            "prepared",
            "-c",
            Integer.toString(connections),
            "-j",
            "2",
            "-T",
            Long.toString(time.toSeconds()),
            "-h",
            url.group(1),
            "-p",
            url.group(2),
            "-U",
            database.user(),
            "-f",
            file.toString(),
            url.group(3));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PGPASSWORD", database.password());
    builder.environment().put("PGOPTIONS", "-c TimeZone=UTC -c trunkline.tenant=" + tenant);
    return builder;
  }

  /** A literal for a script. */
  static String literal(String text) {
    return "'"
        + new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replace("'", "''")
        + "'";
  }
}
