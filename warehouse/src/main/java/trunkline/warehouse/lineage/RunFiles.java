package trunkline.warehouse.lineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.warehouse.lake.WholeFile;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelResult;

/**
 * What each run leaves in {@code runs/} of the lake: {@code {time}-{run}.json} for people and
 * scripts, {@code {time}-{run}.openlineage.jsonl} for catalogs of data. The oldest go when there
 * are too many.
 */
public record RunFiles(Path folder) {
  private static final int KEPT_RUNS = 100;

  /** Writes both files of one run. */
  public void write(
      UUID run, Instant startedAt, List<ModelDescription> models, List<ModelResult> results) {
    String name = startedAt.toString().replaceAll("[^0-9TZ]", "") + "-" + run;
    var events = new OpenLineageEvents(folder.resolveSibling("tables"), run, models);
    WholeFile.write(
        folder.resolve(name + ".json"), Json.write(RunRecord.of(run, startedAt, results)) + "\n");
    WholeFile.write(
        folder.resolve(name + ".openlineage.jsonl"), String.join("", events.of(results)));
    forget(".json");
    forget(".openlineage.jsonl");
  }

  private void forget(String ending) {
    try (var files = Files.list(folder)) {
      List<Path> newestFirst =
          files
              .filter(file -> file.getFileName().toString().matches("[0-9].*" + ending))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path old : newestFirst.stream().skip(KEPT_RUNS).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
