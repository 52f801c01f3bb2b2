package trunkline.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./trunkline bench}: what we claim about speed. */
@Command(
    name = "bench",
    description = "Measures what we claim about speed, as ratios within one run.",
    mixinStandardHelpOptions = true)
public final class BenchCommand {

  @Command(
      name = "api",
      description =
          "The customer API beside pgbench running the same SQL; lists over many customers.")
  int api(
      @Option(
              names = "--rounds",
              defaultValue = "3",
              description = "rounds, in alternation (default: ${DEFAULT-VALUE})")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "8",
              description = "length of each (default: ${DEFAULT-VALUE})")
          int seconds,
      @Option(
              names = "--connections",
              defaultValue = "16",
              description = "default: ${DEFAULT-VALUE}")
          int connections,
      @Option(
              names = "--customers",
              defaultValue = "1000000",
              description = "rows for the lists (default: ${DEFAULT-VALUE})")
          long customers)
      throws IOException, InterruptedException, SQLException {
    new ApiBench(System.out, rounds, Duration.ofSeconds(seconds), connections).run(customers);
    return 0;
  }

  @Command(
      name = "start",
      description =
          "Each service alone, from its jar: start without and with an AOT cache, and its memory.")
  int start(
      @Option(
              names = "--rounds",
              defaultValue = "3",
              description = "starts of each kind (default: ${DEFAULT-VALUE})")
          int rounds)
      throws IOException, InterruptedException {
    new StartBench(System.out, rounds).run();
    return 0;
  }

  @Command(
      name = "warehouse",
      description =
          "Events into bronze beside the engine alone, and a refresh after 10,000 changes beside the one in full.")
  int warehouse(
      @Option(
              names = "--events",
              defaultValue = "1000000",
              description = "length of the longest log (default: ${DEFAULT-VALUE})")
          long events)
      throws IOException {
    new WarehouseBench(System.out).run(events);
    return 0;
  }

  @Command(
      name = "question",
      description = "A small question to a served warehouse, over HTTP with a token, warm.")
  int question(
      @Option(
              names = "--events",
              defaultValue = "100000",
              description =
                  "length of the log, a customer for each four (default: ${DEFAULT-VALUE})")
          long events,
      @Option(
              names = "--seconds",
              defaultValue = "10",
              description = "how long each question is asked (default: ${DEFAULT-VALUE})")
          int seconds)
      throws IOException, InterruptedException {
    new QuestionBench(System.out, Duration.ofSeconds(seconds)).run(events);
    return 0;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }
}
