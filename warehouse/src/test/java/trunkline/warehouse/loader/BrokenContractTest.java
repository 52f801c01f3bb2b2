package trunkline.warehouse.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.json.Json;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.landing.Position;

/** Events whose resources are not what the models count on. */
class BrokenContractTest {
  @TempDir private Path home = Path.of("");

  /** A customer's event whose resource has these fields in the place of its name. */
  private static String customer(LandedEvent event, String fields) {
    return event.line().replaceFirst("\"name\":\"[^\"]*\"", fields);
  }

  private List<String> reasons() throws IOException {
    Path file =
        home.resolve("lake/quarantine/customer/00000000000000000000-00000000000000000000.ndjson");
    return Files.readAllLines(file).stream()
        .map(line -> Json.parse(line).path("reason").asText())
        .toList();
  }

  @Test
  void whatIsMissingOrOfAnotherShape_isQuarantinedByNameAndTheRestLoads() throws IOException {
    List<LandedEvent> events = TestWarehouse.events(1, 12);
    List<String> lines = new ArrayList<>(events.stream().map(LandedEvent::line).toList());
    lines.set(0, customer(events.get(0), "\"surname\":\"Roe\""));
    lines.set(1, customer(events.get(1), "\"name\":null"));
    lines.set(2, customer(events.get(2), "\"name\":7"));
    lines.set(3, customer(events.get(3), "\"name\":\"Ann\",\"validFor\":\"2026\""));
    lines.set(4, customer(events.get(4), "\"name\":\"Ann\",\"validFor\":{\"startDateTime\":2026}"));
    lines.set(5, customer(events.get(5), "\"name\":\"Ann\",\"engagedParty\":{\"name\":\"Ann\"}"));
    lines.set(6, customer(events.get(6), "\"name\":\"Ann\",\"characteristic\":{}"));
    // all that is well: nulls, what nobody has heard of, what an erasure has left
    lines.set(7, customer(events.get(7), "\"name\":\"Ann\",\"engagedParty\":null,\"new\":[1]"));
    lines.set(8, customer(events.get(8), "\"@erased\":\"2026-01-01T00:00:00Z\""));
    lines.set(9, customer(events.get(9), "\"name\":\"Ann\",\"engagedParty\":{\"id\":\"p1\"}"));
    lines.set(10, lines.get(10).replace("CustomerCreateEvent", "CustomerPraiseEvent"));
    lines.set(
        11, lines.get(11).replace("\"resourceType\":\"customer\"", "\"resourceType\":\"loyalty\""));
    TestWarehouse.landing(home).write(lines, events.getLast());
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      LoadReport.Service service = warehouse.load(line -> {}).services().getFirst();
      assertTrue(service.refusal().isEmpty(), service::toString);
      assertEquals(5, service.events());
      assertEquals(7, service.quarantined());
      assertEquals(Map.of("CustomerPraiseEvent", 1L), service.withoutContract());
    }
    assertEquals(
        List.of(
            "no resource.name, which the contract of customer needs",
            "no resource.name, which the contract of customer needs",
            "resource.name is no string, as the contract of customer has it",
            "resource.validFor is no object, as the contract of customer has it",
            "resource.validFor.startDateTime is no string, as the contract of customer has it",
            "no resource.engagedParty.id, which the contract of customer needs",
            "resource.characteristic is no array, as the contract of customer has it"),
        reasons());
  }

  @Test
  void lineThatWasPutRight_isLoadedByABackfill() {
    List<LandedEvent> events = TestWarehouse.events(1, 5);
    List<String> lines = new ArrayList<>(events.stream().map(LandedEvent::line).toList());
    String right = lines.set(2, customer(events.get(2), "\"name\":[\"Ann\"]"));
    LandingWriter writer = TestWarehouse.landing(home);
    writer.write(lines, events.getLast());
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertEquals(4, warehouse.load(line -> {}).events());
      assertEquals(1, warehouse.status().quarantined());
      lines.set(2, right);
      writer.rewind();
      writer.write(lines, events.getLast());
      var end = new Position(events.getLast().tx(), events.getLast().seq());
      assertEquals(5, warehouse.backfill("customer", Position.START, end).events());
      assertEquals(0, warehouse.status().quarantined());
      assertEquals(5, TestWarehouse.positions(warehouse));
    }
  }
}
