package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureInstruction;
import trunkline.platform.retention.Belonging;
import trunkline.platform.retention.Remains;
import trunkline.platform.retention.Retention;
import trunkline.warehouse.LakeTraces;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.loader.BronzeEvent;

/** A person who is everywhere in the lake is nowhere after the refresh that brings the word. */
class ErasureTest {
  private static final String JANE = "JaneZanzibarQuux";
  private static final String REQUEST = "request-1";

  @TempDir Path home;

  private static LandedEvent customer(String id, String name, String kind, long version, long n) {
    ObjectNode resource = Json.mapper().createObjectNode().put("id", id).put("name", name);
    resource.put("status", "Closed");
    resource.putObject("validFor").put("startDateTime", "2020-01-01T00:00:00Z");
    ObjectNode charge = resource.putArray("characteristic").addObject();
    charge.put("name", "monthlyRecurringCharge").put("value", "30.00");
    return new LandedEvent(
        "acme",
        "customer",
        id,
        kind,
        version,
        700 + n,
        n,
        TestWarehouse.NOON.plusSeconds(n),
        resource);
  }

  private static LandedEvent club(long n) {
    ObjectNode resource = Json.mapper().createObjectNode().put("id", "club").put("name", "Chess");
    resource.putArray("relatedParty").addObject().put("id", "jane").put("name", JANE);
    return new LandedEvent(
        "acme", "club", "club", "Create", 1, 700 + n, n, TestWarehouse.NOON, resource);
  }

  private static LandedEvent janes(String tenant, long n) {
    var remains =
        Remains.of("status", "validFor.startDateTime")
            .and("characteristic", "monthlyRecurringCharge");
    var says =
        new ErasureInstruction(
            REQUEST,
            Map.of("customer", Set.of("jane")),
            Map.of("club", Set.of("club")),
            Map.of(
                "customer",
                Belonging.NOBODYS.kept(Retention.CONTRACT, remains),
                "club",
                Belonging.NOBODYS),
            Set.of(Sha256.hex("jane")));
    return LandedEvent.erasure(tenant, n, says);
  }

  /** Jane came, changed her name and left, between two others; the tables are made of it. */
  private LandingWriter landed() {
    LandingWriter landing = TestWarehouse.landing(home);
    landing.write(
        List.of(customer("joe", "Joe", "Create", 1, 1), customer("jane", JANE, "Create", 1, 2)));
    landing.write(List.of(customer("jane", JANE + "2", "AttributeValueChange", 2, 3), club(4)));
    landing.write(List.of(customer("ann", "Ann", "Create", 1, 5)));
    return landing;
  }

  private List<String> refresh() {
    var said = new ArrayList<String>();
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh(said::add).isGood(), said.toString());
    }
    said.removeIf(line -> line.contains(" warns: freshness ")); // the events are old
    return said;
  }

  private Object one(String sql) {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      return String.valueOf(warehouse.query(sql).rows());
    }
  }

  private List<String> traces() throws IOException {
    return LakeTraces.in(home.resolve("lake"), JANE);
  }

  private List<Receipt> receipts() {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      return warehouse.erasures().done();
    }
  }

  @Test
  void instruction_leavesNothingOfThePersonInAnyFileAndTheFiguresAsTheyWere() throws IOException {
    LandingWriter landing = landed();
    refresh();
    assertEquals(3, traces().size(), "Jane must be in bronze, staging and core: " + traces());
    Object revenue = one("SELECT * FROM marts.revenue_by_segment_month ORDER BY ALL");

    landing.write(List.of(janes("acme", 6)));
    refresh();

    assertEquals(List.of(), traces());
    assertEquals(revenue, one("SELECT * FROM marts.revenue_by_segment_month ORDER BY ALL"));
    assertEquals(
        "[[Ann], [Joe]]",
        one("SELECT name FROM core.dim_customer WHERE name IS NOT NULL ORDER BY name"));
    assertEquals("[[6]]", one("SELECT COUNT(*) FROM bronze.event"));
    assertEquals(
        "[[request-1]]",
        one("SELECT DISTINCT correlation_id FROM bronze.event WHERE resource_id = 'jane'"));
    assertEquals(
        "[[{\"id\":\"club\",\"name\":\"Chess\",\"relatedParty\":[{\"id\":\"jane\"}]}]]",
        one("SELECT resource FROM bronze.event WHERE resource_id = 'club'"));
    Receipt receipt = receipts().getFirst();
    assertEquals(REQUEST, receipt.requestId());
    assertEquals(2, receipt.resources());
  }

  @Test
  void rowsThatDeleteFilesHadTakenAway_areErasedWithTheirFilesAndTheTablesAreMadeInFull()
      throws IOException {
    LandingWriter landing = landed();
    refresh();
    landing.write(List.of(customer("jane", JANE + "3", "AttributeValueChange", 3, 6)));
    List<String> second = refresh();
    assertTrue(
        second.stream().anyMatch(line -> line.matches("core.dim_customer: .*incrementally.*")),
        second::toString);
    assertEquals("[[3]]", one("SELECT COUNT(*) FROM core.dim_customer WHERE customer_id = 'jane'"));
    assertEquals(6, traces().size(), "each table has two files: " + traces());

    landing.write(List.of(janes("acme", 7)));
    refresh();
    assertEquals(List.of(), traces());
    assertEquals("[[3]]", one("SELECT COUNT(*) FROM core.dim_customer WHERE customer_id = 'jane'"));
    landing.write(List.of(customer("ann", "Ann", "AttributeValueChange", 2, 8)));
    assertTrue(refresh().stream().anyMatch(line -> line.contains("incrementally")));
    assertEquals(List.of(), traces());
  }

  @Test
  void afterwards_theSameBatchesAreNotLoadedAgainAndNewOnesAre() throws IOException {
    LandingWriter landing = landed();
    refresh();
    landing.write(List.of(janes("acme", 6)));
    refresh();
    assertEquals(List.of(), refresh());
    landing.write(List.of(customer("tom", "Tom", "Create", 1, 7)));
    refresh();
    assertEquals("[[7]]", one("SELECT COUNT(*) FROM bronze.event"));
    landing.rewind();
    landing.write(
        List.of(customer("joe", "Joe", "Create", 1, 1), customer("jane", JANE, "Create", 1, 2)));
    refresh();
    assertEquals("[[7]]", one("SELECT COUNT(*) FROM bronze.event"));
    assertEquals(1, receipts().size());
  }

  @Test
  void batchIds_surviveTheExpiryOfTheirSnapshots() throws Exception {
    LandingWriter landing = landed();
    refresh();
    landing.write(List.of(janes("acme", 6)));
    refresh();
    try (var lake = trunkline.warehouse.lake.Lake.open(home.resolve("lake"))) {
      var table = BronzeEvent.in(lake);
      assertEquals(1, StreamSupport.stream(table.snapshots().spliterator(), false).count());
      assertTrue(
          table.properties().getOrDefault("dw.batch-ids", "").contains("customer/"),
          table.properties().toString());
      assertEquals(706, BronzeEvent.watermark(table, "customer").tx());
    }
  }

  @Test
  void instructionTogetherWithWhatItIsAbout_isObeyedInTheFirstRefresh() throws IOException {
    landed().write(List.of(janes("acme", 6)));
    refresh();
    assertEquals(List.of(), traces());
    assertEquals(1, receipts().size());
  }

  @Test
  void anotherTenantsInstruction_touchesNothing() throws IOException {
    LandingWriter landing = landed();
    landing.write(List.of(janes("other", 6)));
    refresh();
    assertFalse(traces().isEmpty());
  }

  @Test
  void instructionWithoutItsModels_isNotAnsweredForUntilTheyAreMade() throws IOException {
    LandingWriter landing = landed();
    refresh();
    landing.write(List.of(janes("acme", 6)));
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      warehouse.load(line -> {});
      assertEquals(List.of(), warehouse.erasures().done());
      assertTrue(warehouse.erasures().waiting().getFirst().endsWith("not begun"));
      warehouse.erasures().obey();
      assertTrue(warehouse.erasures().waiting().getFirst().contains("bronze is clean"));
    }
    assertFalse(traces().isEmpty(), "the models are still of yesterday");
    refresh();
    assertEquals(List.of(), traces());
    assertEquals(1, receipts().size());
  }

  @Test
  void youngFileThatNoTableNames_isAwaitedAndAnOldOneGoes() throws IOException {
    LandingWriter landing = landed();
    refresh();
    Path left = home.resolve("lake/tables/bronze/event/data/left.parquet");
    Files.writeString(left, JANE);
    landing.write(List.of(janes("acme", 6)));
    List<String> said = refresh();
    assertTrue(said.getLast().startsWith("erasures wait: 1 files"), said.toString());
    assertEquals(List.of(), receipts());
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
    refresh();
    assertEquals(List.of(), traces());
    assertEquals(1, receipts().size());
  }

  @Test
  void tableWithoutAModel_isNamedAndNothingIsAnsweredFor() throws IOException {
    LandingWriter landing = landed();
    refresh();
    landing.write(List.of(janes("acme", 6)));
    var fewer = trunkline.warehouse.model.ModelGraph.of(Map.of());
    try (Warehouse warehouse = TestWarehouse.open(home, fewer)) {
      var said = new ArrayList<String>();
      warehouse.refresh(said::add);
      assertTrue(said.getLast().contains("has no model"), said.toString());
      assertEquals(List.of(), warehouse.erasures().done());
    }
  }

  @Test
  void columnAddedSince_oldFilesAreReadAndErasedAndNewOnesLoad() throws IOException {
    LandingWriter landing = landed();
    refresh();
    try (var lake = trunkline.warehouse.lake.Lake.open(home.resolve("lake"))) {
      trunkline.warehouse.loader.BronzeEvent.in(lake)
          .updateSchema()
          .addColumn("channel", org.apache.iceberg.types.Types.StringType.get())
          .commit();
    }
    landing.write(List.of(customer("zoe", "Zoe", "Create", 1, 6)));
    landing.write(List.of(janes("acme", 7)));
    refresh();
    assertEquals("[[7]]", one("SELECT COUNT(*) FROM bronze.event WHERE channel IS NULL"));
    assertEquals(List.of(), traces());
  }

  @Test
  void landingStillHoldsThePersonAndIsLoadedAgain_theErasureIsObeyedAgain() throws IOException {
    LandingWriter landing = landed();
    landing.write(List.of(janes("acme", 6)));
    refresh();
    assertEquals(List.of(), traces());
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      warehouse.backfill("customer", Position.START, new Position(702, 2));
    }
    assertTrue(!traces().isEmpty(), "the test's own landing forgets nobody");
    refresh();
    assertEquals(List.of(), traces());
    assertEquals(1, receipts().size());
  }

  @Test
  void quarantinedLinesOfThePerson_goToo() throws IOException {
    LandingWriter landing = landed();
    var last = customer("zoe", "Zoe", "Create", 1, 6);
    landing.write(List.of("{\"resourceId\":\"jane\",\"name\":\"" + JANE + "\"", last.line()), last);
    refresh();
    assertTrue(
        traces().stream().anyMatch(file -> file.startsWith("quarantine")), traces().toString());
    landing.write(List.of(janes("acme", 7)));
    refresh();
    assertEquals(List.of(), traces());
  }
}
