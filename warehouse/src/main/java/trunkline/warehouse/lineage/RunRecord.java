package trunkline.warehouse.lineage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.warehouse.model.ModelResult;

/** A run as one JSON document: each model, what became of it, why, and what its tests said. */
final class RunRecord {
  private RunRecord() {}

  static ObjectNode of(UUID run, Instant startedAt, List<ModelResult> results) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("format", "trunkline.run/1").put("runId", run.toString());
    document.put("startedAt", startedAt.toString());
    document.put("good", results.stream().allMatch(ModelResult::isGood));
    var models = document.putArray("models");
    results.forEach(result -> models.add(model(result)));
    return document;
  }

  private static ObjectNode model(ModelResult result) {
    ObjectNode model = Json.mapper().createObjectNode();
    model.put("table", result.table()).put("outcome", result.outcome().name());
    if (!result.why().isEmpty()) {
      model.put("why", result.why());
      model.put("startedAt", result.startedAt().toString()).put("millis", result.millis());
      model.put("rows", result.rows()).put("inFull", result.inFull());
      model.put("detail", result.detail());
      var tests = model.putArray("tests");
      for (ModelResult.TestResult test : result.tests()) {
        tests
            .addObject()
            .put("test", test.test())
            .put("passed", test.passed())
            .put("blocks", test.blocks())
            .put("detail", test.detail());
      }
    }
    return model;
  }
}
