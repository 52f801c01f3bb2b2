package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** compliance.md says where each named service is and what proves it: it is read both ways. */
class ComplianceTest {
  /** What the platform was asked for; a service may not lose its row. */
  private static final List<String> NAMED =
      List.of(
          "ECS Fargate",
          "Transit Gateway",
          "WAF",
          "IAM",
          "API Gateway",
          "Aurora",
          "CloudTrail",
          "CloudWatch",
          "Site-to-Site VPN",
          "Direct Connect",
          "S3",
          "ECR",
          "ALB and NLB",
          "Route 53",
          "Certificate Manager",
          "KMS",
          "CodeBuild",
          "CodePipeline",
          "CodeCommit",
          "Config",
          "Secrets Manager",
          "Parameter Store",
          "Inspector",
          "Identity Center (Active Directory)",
          "Systems Manager patching",
          "Sentry",
          "X-Ray",
          "VPC flow logs");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private record Row(String service, List<String> types, String file, List<String> proofs) {}

  @Test
  void everyNamedService_hasARow() throws IOException {
    Set<String> rows =
        rows().stream().map(Row::service).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(), NAMED.stream().filter(s -> !rows.contains(s)).collect(Collectors.toSet()));
  }

  @Test
  void everyRow_isInThePlanAndInItsFile() throws IOException {
    Set<String> planned =
        PlannedEstate.get().resources().stream().map(r -> r.type()).collect(Collectors.toSet());
    var problems = new ArrayList<String>();
    for (Row row : rows()) {
      String file = Files.readString(infra().resolve(row.file()));
      boolean any =
          row.types().stream().anyMatch(type -> file.contains("resource \"" + type + "\""));
      if (row.types().isEmpty() || !planned.containsAll(row.types()) || !any) {
        problems.add(row.service() + ": " + row.types() + " in " + row.file());
      }
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void everyProof_exists() throws IOException {
    for (Row row : rows()) {
      assertFalse(row.proofs().isEmpty(), row.service());
      for (String proof : row.proofs()) {
        boolean policy =
            Files.exists(
                infra().resolve("src/main/java/trunkline/infra/policy/" + proof + ".java"));
        boolean test =
            Files.exists(infra().resolve("src/test/java/trunkline/infra/" + proof + ".java"));
        assertTrue(
            policy || test, row.service() + " is proved by " + proof + ", which does not exist");
      }
    }
  }

  @Test
  void everyTypeOfThePlan_belongsToAServiceThatIsListedOrCarriesOne() throws IOException {
    Set<String> families =
        rows().stream()
            .flatMap(r -> r.types().stream())
            .map(t -> t.split("_")[1])
            .collect(Collectors.toSet());
    // What the services stand on and is not one of them.
    families.addAll(
        List.of(
            "vpc",
            "subnet",
            "route",
            "security",
            "default",
            "internet",
            "nat",
            "eip",
            "network",
            "ram",
            "db",
            "ebs",
            "appautoscaling",
            "scheduler",
            "sns",
            "serverlessapplicationrepository",
            "ce",
            "rds"));
    Set<String> strangers =
        PlannedEstate.get().resources().stream()
            .map(r -> r.type())
            .filter(type -> !families.contains(type.split("_")[1]))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), strangers);
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(infra().resolve("compliance.md")).stream()
        .filter(line -> line.startsWith("| ") && line.contains("`"))
        .map(line -> Arrays.asList(line.split("\\|")))
        .map(
            cells ->
                new Row(
                    cells.get(1).strip(),
                    code(cells.get(2)),
                    code(cells.get(3)).getFirst(),
                    code(cells.get(4))))
        .toList();
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
  }

  private static Path infra() {
    return PlannedEstate.repository().resolve("infra");
  }
}
