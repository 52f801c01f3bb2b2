package trunkline.warehouse.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.warehouse.lake.WholeFile;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelResult;
import trunkline.warehouse.model.ModelResult.Outcome;

/**
 * What each run leaves in {@code runs/} of the lake: {@code {time}-{run}.json} for people and
 * scripts, {@code {time}-{run}.openlineage.jsonl} for catalogs of data. The oldest go when there
 * are too many.
 */
public record RunFiles(Path folder) {
  private static final int KEPT_RUNS = 100;

  /** What so many runs have in common is usual. */
  private static final int RUNS_TO_LEARN = 10;

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

  /** How many rows the table had after each of the last runs that published it. */
  public List<Long> rowsOf(String table) {
    List<Long> rows = new ArrayList<>();
    for (Path run : newestFirst(".json")) {
      for (JsonNode model : read(run).path("models")) {
        boolean published = model.path("outcome").asText().equals(Outcome.PUBLISHED.name());
        if (published
            && model.path("table").asText().equals(table)
            && rows.size() < RUNS_TO_LEARN) {
          rows.add(model.path("rows").asLong());
        }
      }
      if (rows.size() == RUNS_TO_LEARN) {
        return rows;
      }
    }
    return rows;
  }

  private static JsonNode read(Path run) {
    try {
      return Json.parse(Files.readString(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forget(String ending) {
    try {
      for (Path old : newestFirst(ending).stream().skip(KEPT_RUNS).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> newestFirst(String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9][^.]*" + ending))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
