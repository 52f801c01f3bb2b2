package trunkline.infra.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trunkline.infra.Run;
import trunkline.infra.estate.Examples;

/** Each module's README example, run by {@code terraform test} with a mocked provider. */
record ExamplesTier(Bench bench) implements Tier {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Outcome run() throws IOException {
    if (bench.terraform().isEmpty()) {
      return Outcome.lacks(Bench.NO_TERRAFORM);
    }
    var examples = new Examples(bench.infra());
    List<String> names = List.copyOf(examples.read().keySet());
    Path root =
        examples.root(
            bench.target().resolve("examples"),
            names,
            "provider \"aws\" {\n  region = \"eu-central-1\"\n}\n");
    Files.writeString(
        root.resolve("tests/examples.tftest.hcl"),
        "mock_provider \"aws\" {}\nrun \"plan\" {\n  command = plan\n}\n");
    var terraform = bench.terraform().get();
    terraform.must(root, "init", "-input=false", "-no-color");
    Run run = terraform.run(root, "test", "-json");
    var problems = new ArrayList<String>();
    for (String line : run.output().lines().toList()) {
      JsonNode diagnostic = JSON.readTree(line).path("diagnostic");
      if (diagnostic.path("severity").asText().equals("error")) {
        problems.add(
            diagnostic.path("address").asText()
                + " "
                + diagnostic.path("summary").asText()
                + ": "
                + diagnostic.path("detail").asText());
      }
    }
    if (!run.succeeded() && problems.isEmpty()) {
      problems.add(run.complaint());
    }
    return Outcome.ran("the README examples of " + names.size() + " modules", problems);
  }
}
