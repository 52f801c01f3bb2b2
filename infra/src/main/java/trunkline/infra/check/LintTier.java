package trunkline.infra.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.infra.Run;
import trunkline.infra.estate.Resource;

/** cfn-lint reads every policy of the plan: unknown actions, malformed ARNs, misspelt elements. */
record LintTier(Bench bench) implements Tier {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Outcome run() throws IOException {
    Optional<Path> lint = bench.tools().find("cfn-lint");
    if (bench.terraform().isEmpty() || lint.isEmpty()) {
      return Outcome.lacks(
          lint.isEmpty() ? "there is no cfn-lint on the PATH" : Bench.NO_TERRAFORM);
    }
    Map<String, String> addresses = new LinkedHashMap<>();
    Path template = bench.target().resolve("policies.json");
    JSON.writeValue(template.toFile(), template(addresses));
    Run run =
        Run.of(
            bench.target(),
            Map.of(),
            Duration.ofMinutes(3),
            List.of(
                lint.get().toString(),
                "--format",
                "parseable",
                "--ignore-checks",
                "W",
                "--regions",
                "eu-central-1",
                "--",
                template.toString()));
    var problems = new ArrayList<String>();
    run.complaint()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> problems.add(named(line, addresses)));
    return Outcome.ran(addresses.size() + " different policies", problems);
  }

  /** One template with every different policy as a managed policy or a bucket policy. */
  private ObjectNode template(Map<String, String> addresses) throws IOException {
    ObjectNode template = JSON.createObjectNode().put("AWSTemplateFormatVersion", "2010-09-09");
    ObjectNode resources = template.putObject("Resources");
    var seen = new HashSet<String>();
    for (Resource policy : bench.workbench().estate().all("aws_iam_role_policy")) {
      if (seen.add(shape(policy.text("policy")))) {
        String name = "Policy" + addresses.size();
        addresses.put(name, policy.address());
        ObjectNode resource = resources.putObject(name).put("Type", "AWS::IAM::ManagedPolicy");
        resource
            .putObject("Properties")
            .set("PolicyDocument", JSON.readTree(policy.text("policy")));
      }
    }
    return template;
  }

  /** Eight services differ in names only: one of them is enough for cfn-lint. */
  private static String shape(String policy) {
    return policy.replaceAll("\"arn:aws:[^\"]*\"", "\"arn\"");
  }

  private static String named(String line, Map<String, String> addresses) {
    String result = line;
    for (Map.Entry<String, String> entry : addresses.entrySet()) {
      result = result.replace(entry.getKey() + "/", entry.getValue() + "/");
    }
    return result;
  }
}
