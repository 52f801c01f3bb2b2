package trunkline.warehouse.lineage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore.Entry;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelResult;

/**
 * What each run leaves in {@code runs/} of the lake: {@code {time}-{run}.json} for people and
 * scripts, {@code {time}-{run}.openlineage.jsonl} for catalogs of data. The oldest go when there
 * are too many.
 */
public record RunFiles(Lake lake) {
  private static final String FOLDER = "runs/";
  private static final int KEPT_RUNS = 100;

  /** Writes both files of one run. */
  public void write(
      UUID run, Instant startedAt, List<ModelDescription> models, List<ModelResult> results) {
    String name = startedAt.toString().replaceAll("[^0-9TZ]", "") + "-" + run;
    var events = new OpenLineageEvents(lake.location("tables"), run, models);
    put(name + ".json", Json.write(RunRecord.of(run, startedAt, results)) + "\n");
    put(name + ".openlineage.jsonl", String.join("", events.of(results)));
    forget(".json");
    forget(".openlineage.jsonl");
  }

  private void put(String name, String text) {
    lake.store().put(FOLDER + name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void forget(String ending) {
    lake.store().list(FOLDER).stream()
        .map(Entry::name)
        .filter(name -> name.matches(FOLDER + "[0-9].*" + ending))
        .sorted(Comparator.reverseOrder())
        .skip(KEPT_RUNS)
        .forEach(lake.store()::delete);
  }
}
