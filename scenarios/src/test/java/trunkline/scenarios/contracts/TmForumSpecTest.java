package trunkline.scenarios.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import trunkline.scenarios.running.Repository;
import trunkline.scenarios.running.SharedFolder;

/**
 * Our documents against TM Forum's own v4 files: every path, operation, status, parameter, event,
 * attribute and mandatory attribute is here too, or the difference is a decision that {@code
 * tmf-differences.yaml} gives a reason for.
 */
class TmForumSpecTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> SERVED = Set.of("TMF629", "TMF632", "TMF666");

  @Test
  void documents_haveAllThatTmForumsHaveOrSayWhyNot() throws IOException {
    var differences = new TreeSet<String>();
    var served = new TreeSet<String>();
    var absent = new TreeSet<String>();
    for (TmForumSpec spec : specs()) {
      List<JsonNode> serving = documents().stream().filter(spec::isServedBy).toList();
      (serving.isEmpty() ? absent : served).add(spec.name());
      serving.forEach(document -> differences.addAll(spec.differences(document)));
    }
    System.out.printf("compared with %s; served by nobody: %s%n", served, absent);
    assertTrue(served.containsAll(SERVED), served.toString());
    var decided = new ArrayList<String>();
    var stale = new ArrayList<String>();
    for (JsonNode decision : decisions()) {
      String pattern = decision.path("difference").asText();
      assertTrue(decision.path("reason").asText().length() > 20, pattern + " has no reason");
      List<String> meant = differences.stream().filter(d -> d.matches(pattern)).toList();
      (meant.isEmpty() ? stale : decided).add(pattern);
      differences.removeAll(meant);
    }
    assertEquals(Set.of(), differences, "differences that tmf-differences.yaml does not explain");
    assertEquals(List.of(), stale, "explanations in tmf-differences.yaml of nothing");
  }

  private static List<TmForumSpec> specs() throws IOException {
    try (Stream<Path> files = Files.walk(SharedFolder.find("tmf/specs"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("TMF\\d+-.*v4.*swagger\\.json"))
          .sorted()
          .map(TmForumSpec::read)
          .toList();
    }
  }

  private static List<JsonNode> documents() throws IOException {
    var documents = new ArrayList<JsonNode>();
    try (Stream<Path> files = Files.list(Repository.root().resolve("contracts/openapi"))) {
      for (Path file : files.sorted().toList()) {
        documents.add(YAML.readTree(file.toFile()));
      }
    }
    return documents;
  }

  private static JsonNode decisions() throws IOException {
    try (InputStream in = TmForumSpecTest.class.getResourceAsStream("/tmf-differences.yaml")) {
      return YAML.readTree(in);
    }
  }
}
