package trunkline.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.local.alone.Bed;
import trunkline.local.alone.Program;
import trunkline.local.alone.ServiceProcess;
import trunkline.local.alone.Training;

/**
 * How long each service takes from nothing to its first answer, alone, from its jar, on its own
 * database, without and with an AOT cache (JEP 483, 514) that a run under requests has written; and
 * the memory that it then holds.
 */
final class StartBench {
  private static final String HEAP = "-Xmx160m";

  private final PrintStream out;
  private final int rounds;

  StartBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  void run() throws IOException, InterruptedException {
    out.printf("%-16s %10s %10s %8s %14s%n", "alone", "plain", "AOT cache", "ratio", "resident");
    try (Bed bed = new Bed()) {
      var training = new Training(bed);
      for (ServiceRow row : Services.rows()) {
        measure(bed, row, training);
      }
    }
  }

  private void measure(Bed bed, ServiceRow row, Training training)
      throws IOException, InterruptedException {
    Path cache = bed.folder().resolve(row.name() + ".aot");
    training.train(row, Program.built(row.name()), cache, HEAP); // the schema is made here too
    List<Double> plain = new ArrayList<>();
    List<Double> cached = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (ServiceProcess service = bed.start(row, HEAP)) {
        plain.add(service.startUp().toMillis() / 1e3);
      }
      try (ServiceProcess service = bed.start(row, HEAP, "-XX:AOTCache=" + cache)) {
        cached.add(service.startUp().toMillis() / 1e3);
        training.ask(service, row.name());
        resident.add(service.residentBytes() / (1024.0 * 1024));
      }
    }
    double without = ApiBench.median(plain);
    double with = ApiBench.median(cached);
    out.printf(
        Locale.ROOT,
        "%-16s %8.2f s %8.2f s %8.2f %10.0f MiB%n",
        row.name(),
        without,
        with,
        with / without,
        ApiBench.median(resident));
  }
}
