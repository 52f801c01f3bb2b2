package trunkline.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.model.ModelResult;

/**
 * What a refresh leaves behind about its models, for {@code status} and for alarms.
 *
 * @param failures one line for each model that was not published
 */
public record LastRun(Instant endedAt, int passed, int failed, List<String> failures) {
  private static final String FILE = "runs/latest.json";

  public LastRun {
    failures = List.copyOf(failures);
  }

  static LastRun of(List<ModelResult> models, Instant endedAt) {
    var tests = models.stream().flatMap(model -> model.tests().stream()).toList();
    long obstacles = tests.stream().filter(ModelResult.TestResult::isObstacle).count();
    int failed = Math.toIntExact(obstacles);
    List<String> failures =
        models.stream()
            .filter(model -> !model.isGood())
            .map(model -> model.table() + " " + model.outcome() + ": " + model.detail())
            .toList();
    int passed = Math.toIntExact(tests.stream().filter(ModelResult.TestResult::passed).count());
    return new LastRun(endedAt, passed, failed, failures);
  }

  void write(ObjectStore lake) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("endedAt", endedAt.toString());
    json.put("passed", passed);
    json.put("failed", failed);
    json.put("failures", failures);
    lake.put(FILE, Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  static Optional<LastRun> read(ObjectStore lake) {
    return lake.find(FILE).map(bytes -> of(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static LastRun of(String text) {
    JsonNode json = Json.parse(text);
    List<String> failures = new ArrayList<>();
    json.path("failures").forEach(failure -> failures.add(failure.asText()));
    return new LastRun(
        Instant.parse(json.path("endedAt").asText()),
        json.path("passed").asInt(),
        json.path("failed").asInt(),
        failures);
  }
}
