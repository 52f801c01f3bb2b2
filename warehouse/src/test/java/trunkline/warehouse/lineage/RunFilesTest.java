package trunkline.warehouse.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.json.Json;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;

/** What a refresh of the shipped models leaves for people and for catalogs of data. */
class RunFilesTest {
  @TempDir Path home;

  @BeforeEach
  void refresh() {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 5));
    try (var warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh().isGood());
      assertFalse(warehouse.refresh().isNews());
    }
  }

  private List<String> lines(String ending) throws IOException {
    try (var files = Files.list(home.resolve("lake/runs"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().matches("[0-9].*" + ending)).toList();
      assertEquals(1, found.size(), "a run without news leaves nothing: " + found);
      return Files.readAllLines(found.getFirst());
    }
  }

  @Test
  void record_saysOfEachModelWhatBecameOfItAndWhy() throws IOException {
    JsonNode run = Json.parse(lines("Z-[0-9a-f-]*[.]json").getFirst());
    assertTrue(run.path("good").asBoolean());
    assertEquals(ModelGraph.shipped().tables().size(), run.path("models").size());
    for (JsonNode model : run.path("models")) {
      assertEquals("PUBLISHED", model.path("outcome").asText());
      assertEquals("new", model.path("why").asText());
      assertTrue(model.path("tests").size() > 2, model::toString);
    }
  }

  @Test
  void events_haveTheFormThatOpenLineageAsksFor() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    lines("[.]openlineage[.]jsonl").forEach(line -> events.add(Json.parse(line)));
    assertEquals(2 * ModelGraph.shipped().tables().size(), events.size());
    Set<String> begun = new HashSet<>();
    for (JsonNode event : events) {
      String run = UUID.fromString(event.at("/run/runId").asText()).toString();
      String type = event.path("eventType").asText();
      assertEquals(type.equals("START"), begun.add(run), event::toString);
      assertTrue(Set.of("START", "COMPLETE").contains(type), type);
      Instant.parse(event.path("eventTime").asText());
      assertTrue(URI.create(event.path("producer").asText()).isAbsolute());
      assertEquals(
          "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
          event.path("schemaURL").asText());
      assertEquals("trunkline.warehouse", event.at("/job/namespace").asText());
      assertEquals(event.at("/job/name").asText(), event.at("/outputs/0/name").asText());
      assertEquals(1, event.path("outputs").size());
      event.path("inputs").forEach(input -> assertTrue(input.hasNonNull("namespace")));
      assertTrue(event.at("/outputs/0/facets/schema/fields").size() > 1, event::toString);
    }
  }

  @Test
  void events_nameWhatATableIsMadeFrom() throws IOException {
    Set<String> inputs = new HashSet<>();
    for (String line : lines("[.]openlineage[.]jsonl")) {
      JsonNode event = Json.parse(line);
      if (event.at("/job/name").asText().equals("core.base_change")) {
        event.path("inputs").forEach(input -> inputs.add(input.path("name").asText()));
      }
    }
    assertEquals(Set.of("core.customer_life", "core.subscription_life"), inputs);
  }

  @Test
  void oldRuns_goWhenThereAreTooMany() throws IOException {
    try (var lake = Lake.open(home.resolve("another"))) {
      var files = new RunFiles(lake);
      for (int i = 0; i < 105; i++) {
        Instant startedAt = TestWarehouse.NOON.plusSeconds(i);
        files.write(new UUID(0, i), startedAt, ModelGraph.shipped().described(), List.of());
      }
    }
    try (var left = Files.list(home.resolve("another/runs"))) {
      assertEquals(200, left.count());
    }
  }
}
