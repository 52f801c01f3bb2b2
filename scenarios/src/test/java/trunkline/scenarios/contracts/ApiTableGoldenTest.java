package trunkline.scenarios.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.scenarios.running.Repository;

/** The table of operations and events in the README says what the documents say. */
class ApiTableGoldenTest {
  private static final String BEGIN = "<!-- operations -->\n";
  private static final String END = "<!-- /operations -->\n";

  @Test
  void readme_namesEveryOperationAndEvent() throws IOException {
    Path readme = Repository.root().resolve("README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String table = ApiTable.of(documents()).text();
    if (System.getProperty("trunkline.golden", "compare").equals("write")) {
      Files.writeString(readme, text.substring(0, begin) + table + text.substring(end));
    } else {
      assertEquals(table, text.substring(begin, end), "./trunkline golden writes it anew");
    }
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
