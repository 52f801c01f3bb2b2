package trunkline.scenarios.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.platform.testing.Golden;
import trunkline.scenarios.running.Repository;

/** The table of operations and events in the README says what the documents say. */
class ApiTableGoldenTest {
  @Test
  void readme_namesEveryOperationAndEvent() throws IOException {
    String table = ApiTable.of(documents()).text();
    Golden.checkPart(Repository.root().resolve("README.md"), "operations", table);
  }

  private static Map<String, JsonNode> documents() throws IOException {
    var documents = new TreeMap<String, JsonNode>();
    for (ServiceRow service : Services.rows()) {
      Path file = Repository.root().resolve("contracts/openapi").resolve(service.name() + ".yaml");
      documents.put(service.name(), new YAMLMapper().readTree(file.toFile()));
    }
    return documents;
  }
}
