package trunkline.warehouse.lineage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import trunkline.platform.json.Json;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelResult;
import trunkline.warehouse.model.ModelResult.Outcome;

/**
 * A run in the form of OpenLineage (its RunEvent, openlineage.io/spec/2-0-2): for each model that
 * was worked on a START and a COMPLETE or FAIL. A model is a job, a table a dataset in the
 * namespace that is the folder of the tables, and the refresh is the parent run of all.
 */
final class OpenLineageEvents {
  private static final String PRODUCER = "urn:trunkline:warehouse";
  private static final String SPEC = "https://openlineage.io/spec/";
  private static final String RUN_EVENT = SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent";
  private static final String JOBS = "trunkline.warehouse";

  private final String datasets;
  private final UUID refresh;
  private final Map<String, ModelDescription> models;

  OpenLineageEvents(String tables, UUID refresh, List<ModelDescription> models) {
    this.datasets = tables;
    this.refresh = refresh;
    this.models =
        models.stream().collect(Collectors.toMap(ModelDescription::table, Function.identity()));
  }

  /** One line each, in the order of the results. */
  List<String> of(List<ModelResult> results) {
    List<String> lines = new ArrayList<>();
    for (ModelResult result : results) {
      ModelDescription model = models.get(result.table());
      boolean worked =
          result.outcome() != Outcome.UP_TO_DATE && result.outcome() != Outcome.SKIPPED;
      if (model != null && worked) {
        lines.add(Json.write(event("START", result.startedAt(), model, result)) + "\n");
        String end = result.isGood() ? "COMPLETE" : "FAIL";
        lines.add(Json.write(event(end, result.endedAt(), model, result)) + "\n");
      }
    }
    return lines;
  }

  private ObjectNode event(String type, Instant at, ModelDescription model, ModelResult result) {
    ObjectNode event = Json.mapper().createObjectNode();
    event.put("eventType", type).put("eventTime", at.toString());
    ObjectNode run = event.putObject("run").put("runId", runOf(model).toString());
    parent(run.putObject("facets").putObject("parent"));
    event.putObject("job").put("namespace", JOBS).put("name", model.table());
    var inputs = event.putArray("inputs");
    model.inputs().forEach(table -> dataset(inputs.addObject(), table));
    ObjectNode output = event.putArray("outputs").addObject();
    dataset(output, model.table());
    schema(output.putObject("facets").putObject("schema"), model);
    if (type.equals("COMPLETE")) {
      facet(
              output.putObject("outputFacets").putObject("outputStatistics"),
              "1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet")
          .put("rowCount", result.rows());
    }
    return event.put("producer", PRODUCER).put("schemaURL", RUN_EVENT);
  }

  /** The same for START and its end, another in the next refresh. */
  private UUID runOf(ModelDescription model) {
    return UUID.nameUUIDFromBytes((refresh + model.table()).getBytes(StandardCharsets.UTF_8));
  }

  private void parent(ObjectNode parent) {
    facet(parent, "1-0-1/ParentRunFacet.json#/$defs/ParentRunFacet");
    parent.putObject("run").put("runId", refresh.toString());
    parent.putObject("job").put("namespace", JOBS).put("name", "refresh");
  }

  private void dataset(ObjectNode dataset, String table) {
    dataset.put("namespace", datasets).put("name", table);
  }

  private static void schema(ObjectNode schema, ModelDescription model) {
    facet(schema, "1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet");
    var fields = schema.putArray("fields");
    model
        .columns()
        .forEach(
            (name, meaning) -> fields.addObject().put("name", name).put("description", meaning));
  }

  private static ObjectNode facet(ObjectNode facet, String schema) {
    return facet.put("_producer", PRODUCER).put("_schemaURL", SPEC + "facets/" + schema);
  }
}
