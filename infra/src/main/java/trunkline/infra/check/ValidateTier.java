package trunkline.infra.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import trunkline.infra.Run;
import trunkline.infra.estate.Roots;

/** Every root initialises and is valid for the provider's own schema. */
record ValidateTier(Bench bench) implements Tier {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Outcome run() throws IOException {
    if (bench.terraform().isEmpty()) {
      return Outcome.lacks(Bench.NO_TERRAFORM);
    }
    var terraform = bench.terraform().get();
    var problems = new ArrayList<String>();
    var roots = new Roots(bench.repository(), bench.target().resolve("roots"));
    for (Path stage : bench.folders("stages")) {
      Path root = roots.copy(stage.getFileName().toString());
      terraform.must(root, "init", "-input=false", "-no-color", "-backend=false");
      Run validated = terraform.run(root, "validate", "-json");
      for (JsonNode diagnostic : JSON.readTree(validated.output()).path("diagnostics")) {
        problems.add(
            stage.getFileName()
                + ": "
                + diagnostic.path("summary").asText()
                + " "
                + diagnostic.path("detail").asText());
      }
    }
    return Outcome.ran(
        "init and validate of " + bench.folders("stages").size() + " roots", problems);
  }
}
