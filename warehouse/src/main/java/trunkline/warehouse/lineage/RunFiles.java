package trunkline.warehouse.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore.Entry;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelResult;
import trunkline.warehouse.model.ModelResult.Outcome;

/**
 * What each run leaves in {@code runs/} of the lake: {@code {time}-{run}.json} for people and
 * scripts, {@code {time}-{run}.openlineage.jsonl} for catalogs of data. The oldest go when there
 * are too many.
 */
public record RunFiles(Lake lake) {
  private static final String FOLDER = "runs/";
  private static final int KEPT_RUNS = 100;

  /** What so many runs have in common is usual. */
  private static final int RUNS_TO_LEARN = 10;

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

  /** How many rows the table had after each of the last runs that published it. */
  public List<Long> rowsOf(String table) {
    List<Long> rows = new ArrayList<>();
    for (String run : newestFirst(".json")) {
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

  private JsonNode read(String run) {
    return lake.store()
        .find(run)
        .map(bytes -> Json.parse(new String(bytes, StandardCharsets.UTF_8)))
        .orElse(MissingNode.getInstance());
  }

  private void forget(String ending) {
    newestFirst(ending).stream().skip(KEPT_RUNS).forEach(lake.store()::delete);
  }

  private List<String> newestFirst(String ending) {
    return lake.store().list(FOLDER).stream()
        .map(Entry::name)
        .filter(name -> name.matches(FOLDER + "[0-9][^.]*" + ending))
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
