package trunkline.warehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;
import trunkline.platform.json.Json;
import trunkline.warehouse.WarehouseConfig;

/** What the models count on, and what the services publish of their resources. */
class ContractsTest {
  private static final Path SCHEMAS = Path.of("../contracts/schemas");

  /** A contract that a service does not promise to keep would send its own events to quarantine. */
  @Test
  void everyFieldOfAContract_isPromisedByTheServicesSchemaWithThatType() throws IOException {
    Set<String> services = new HashSet<>();
    for (Contract contract : Contracts.shipped()) {
      services.addAll(contract.services());
      String file = contract.resourceType() + ".schema.json";
      for (Contract.Field field : contract.fields()) {
        JsonNode published = field(file, field.name().split("\\."));
        String name = contract.resourceType() + "." + field.name();
        assertTrue(types(published).contains(field.type().text()), name);
      }
      String prefix = contract.resourceType().substring(1);
      assertTrue(contract.events().stream().allMatch(e -> e.substring(1).startsWith(prefix)));
    }
    Setting loaded =
        Objects.requireNonNull(
            Configuration.describe(WarehouseConfig.Settings.class).get("services"));
    for (String service : loaded.defaultValue().split(",")) {
      assertTrue(services.remove(service), service);
    }
    assertEquals(Set.of(), services);
  }

  private static JsonNode field(String file, String[] names) throws IOException {
    String document = file;
    JsonNode schema = schema(file);
    for (String name : names) {
      schema = schema.path("properties").path(name);
      if (schema.has("$ref")) {
        String[] target = schema.path("$ref").asText().split("#");
        document = target[0].isEmpty() ? document : target[0];
        schema = schema(document).at(target[1]);
      }
    }
    return schema;
  }

  private static JsonNode schema(String file) throws IOException {
    return Json.parse(Files.readString(SCHEMAS.resolve(file)));
  }

  private static Set<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    Stream<JsonNode> all =
        type.isTextual() ? Stream.of(type) : StreamSupport.stream(type.spliterator(), false);
    return all.map(name -> name.asText().replace("integer", "number")).collect(Collectors.toSet());
  }

  @Test
  void contractThatSaysWhatNobodyWouldCheck_isRefused() {
    for (String schema :
        List.of(
            "{\"title\":\"x\",\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":3}}}",
            "{\"title\":\"x\",\"required\":[\"b\"],\"properties\":{\"a\":{\"type\":\"string\"}}}")) {
      assertThrows(IllegalStateException.class, () -> Contract.of(Json.parse(schema)));
    }
  }
}
