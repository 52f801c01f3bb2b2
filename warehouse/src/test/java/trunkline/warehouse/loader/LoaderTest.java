package trunkline.warehouse.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.landing.Landing;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

class LoaderTest {
  @TempDir Path home;

  private LandingWriter landBatches(int batches, int events) {
    LandingWriter writer = TestWarehouse.landing(home);
    for (int i = 0; i < batches; i++) {
      writer.write(TestWarehouse.events((long) i * events + 1, (long) (i + 1) * events));
    }
    return writer;
  }

  private static LoadReport.Service load(Warehouse warehouse) {
    return warehouse.load(line -> {}).services().getFirst();
  }

  @Test
  void emptyLanding_loadsNothingAndTablesAnswer() {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh().isGood());
      assertEquals(0, TestWarehouse.rows(warehouse));
      assertEquals(0, TestWarehouse.number(warehouse, "SELECT COUNT(*) FROM marts.churn"));
    }
  }

  @Test
  void batches_becomeRowsWithTheirValues() {
    landBatches(3, 10);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertEquals(30, load(warehouse).events());
      List<Object> row =
          new ArrayList<>(
              warehouse
                  .query(
                      """
                      SELECT event_id, event_type, CAST(event_time AS VARCHAR), tenant, service, resource_type,
                             resource_id, version, tx, seq, resource, batch_file
                      FROM bronze.event WHERE seq = 11
                      """)
                  .rows()
                  .getFirst());
      assertEquals(
          List.of(
              "00000000-0000-02bf-0000-00000000000b",
              "CustomerCreateEvent",
              "2026-01-31 12:00:11+00",
              "acme",
              "customer",
              "customer",
              "c11",
              1L,
              703L,
              11L,
              "{\"id\":\"c11\",\"name\":\"Customer 11\"}",
              "00000000000000000703-00000000000000000010.ndjson.gz"),
          row);
    }
  }

  @Test
  void secondLoad_findsNothingNew() {
    landBatches(2, 10);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      load(warehouse);
      assertEquals(0, load(warehouse).events());
      assertEquals(20, TestWarehouse.rows(warehouse));
    }
  }

  @Test
  void racingLoaders_loadEachEventOnce() throws Exception {
    landBatches(40, 5);
    var start = new CyclicBarrier(3);
    Callable<Long> racer =
        () -> {
          try (Warehouse warehouse = Warehouse.open(TestWarehouse.config(home, 10))) {
            start.await();
            return load(warehouse).events();
          }
        };
    long committed = 0;
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (var loaded : threads.invokeAll(List.of(racer, racer, racer))) {
        committed += loaded.get();
      }
    }
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertEquals(200, committed);
      assertEquals(200, TestWarehouse.rows(warehouse));
      assertEquals(200, TestWarehouse.positions(warehouse));
    }
  }

  @Test
  void loaderThatReadBeforeAnotherCommitted_doesNotCommit() {
    landBatches(1, 10);
    var settings = new EngineSettings("256MB", 1, home);
    try (Lake lake = Lake.open(home.resolve("lake"));
        Warehouse other = TestWarehouse.open(home);
        var engine = EmbeddedEngine.open(settings)) {
      var table = BronzeEvent.in(lake);
      EventFile late = read(lake, engine, table);
      load(other);
      var once = new ExactlyOnce("customer", Position.START, new Position(703, 10));
      var file = late.file().dataFile(table.spec(), "service=customer");
      assertFalse(once.commit(table, file, Map.of(), Map.of()));
      assertEquals(10, TestWarehouse.rows(other));
    }
  }

  private EventFile read(Lake lake, EmbeddedEngine engine, Table table) {
    var reader =
        new ChainReader(
            engine, new DataFileWriter(lake, engine), new Quarantine(lake.store()), home);
    var chain =
        new Landing(home.resolve("landing")).after(Position.START, "customer", Long.MAX_VALUE);
    return reader.read(table, chain, Position.START, Instant.EPOCH);
  }

  @Test
  void dataFileThatNobodyCommitted_isNotSeen() {
    landBatches(1, 10);
    try (Lake lake = Lake.open(home.resolve("lake"));
        var engine = EmbeddedEngine.open(new EngineSettings("256MB", 1, home));
        Warehouse warehouse = TestWarehouse.open(home)) {
      EventFile orphan = read(lake, engine, BronzeEvent.in(lake));
      assertTrue(Files.exists(orphan.file().path()));
      assertEquals(0, TestWarehouse.rows(warehouse));
      load(warehouse);
      assertEquals(10, TestWarehouse.rows(warehouse));
    }
  }

  @Test
  void watermarkSetBackByHand_doesNotLoadTwice() {
    landBatches(1, 10);
    try (Lake lake = Lake.open(home.resolve("lake"));
        Warehouse warehouse = TestWarehouse.open(home)) {
      load(warehouse);
      var table = BronzeEvent.in(lake);
      table.updateProperties().remove(BronzeEvent.watermarkKey("customer")).commit();
      var once = new ExactlyOnce("customer", Position.START, new Position(703, 10));
      try (var engine = EmbeddedEngine.open(new EngineSettings("256MB", 1, home))) {
        var again = read(lake, engine, table).file().dataFile(table.spec(), "service=customer");
        assertFalse(once.commit(table, again, Map.of(), Map.of()));
      }
      assertEquals(10, TestWarehouse.rows(warehouse));
    }
  }

  @Test
  void logLandedAnewWithOtherCuts_addsOnlyWhatIsNew() throws IOException {
    LandingWriter writer = landBatches(2, 10);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      load(warehouse);
      deleteLanding();
      writer.rewind();
      writer.write(TestWarehouse.events(1, 15));
      writer.write(TestWarehouse.events(16, 33));
      writer.write(TestWarehouse.events(34, 40));
      LoadReport.Service service = load(warehouse);
      assertEquals(20, service.events());
      assertEquals(0, service.quarantined());
      assertEquals(40, TestWarehouse.rows(warehouse));
      assertEquals(40, TestWarehouse.positions(warehouse));
    }
  }

  private void deleteLanding() throws IOException {
    try (var files = Files.list(home.resolve("landing/customer"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void gap_loadsWhatIsBeforeAndSaysWhatIsMissing() throws IOException {
    landBatches(4, 10);
    Path missing =
        home.resolve("landing/customer/00000000000000000706-00000000000000000020.manifest.json");
    Files.delete(missing);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      LoadReport.Service service = load(warehouse);
      assertEquals(20, service.events());
      assertEquals(Refusal.Code.LANDING_GAP, service.refusal().orElseThrow().code());
      assertFalse(warehouse.refresh().isGood());
    }
  }

  @Test
  void changedFile_loadsWhatIsBeforeAndGoesOnWhenRestored() throws IOException {
    landBatches(3, 10);
    Path third =
        home.resolve("landing/customer/00000000000000000706-00000000000000000020.ndjson.gz");
    byte[] good = Files.readAllBytes(third);
    byte[] bad = good.clone();
    bad[20] ^= 1;
    Files.write(third, bad);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      LoadReport.Service refused = load(warehouse);
      assertEquals(20, refused.events());
      assertEquals(Refusal.Code.BATCH_CORRUPT, refused.refusal().orElseThrow().code());
      Files.write(third, good);
      assertEquals(10, load(warehouse).events());
      assertEquals(30, TestWarehouse.positions(warehouse));
    }
  }

  @Test
  void fileThatDoesNotUnzip_isRefusedThoughItsDigestIsRight() throws IOException {
    LandingWriter writer = landBatches(2, 10);
    writer.writeRaw(
        "no gzip at all".getBytes(StandardCharsets.UTF_8),
        10,
        TestWarehouse.events(30, 30).getFirst());
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      LoadReport.Service service = load(warehouse);
      assertEquals(20, service.events());
      assertEquals(Refusal.Code.BATCH_UNREADABLE, service.refusal().orElseThrow().code());
      assertEquals(20, TestWarehouse.rows(warehouse));
    }
  }

  @Test
  void fewerLinesThanTheManifestSays_isRefused() {
    LandingWriter writer = TestWarehouse.landing(home);
    List<LandedEvent> events = TestWarehouse.events(1, 10);
    Path data = writer.write(events);
    rewriteCount(data, 11);
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertEquals(Refusal.Code.BATCH_CORRUPT, load(warehouse).refusal().orElseThrow().code());
      assertEquals(0, TestWarehouse.rows(warehouse));
    }
  }

  private static void rewriteCount(Path data, int events) {
    Path manifest =
        data.resolveSibling(data.getFileName().toString().replace("ndjson.gz", "manifest.json"));
    try {
      Files.writeString(
          manifest, Files.readString(manifest).replace("\"events\":10", "\"events\":" + events));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linesThatAreNoEvents_areQuarantinedWithReasonAndTheRestLoads() throws IOException {
    List<LandedEvent> events = TestWarehouse.events(1, 14);
    List<String> lines = new ArrayList<>(events.stream().map(LandedEvent::line).toList());
    lines.set(1, "{\"eventId\":");
    lines.set(2, "[1]");
    lines.set(3, lines.get(3).replace("\"tenant\":\"acme\",", ""));
    lines.set(4, lines.get(4).replace("2026-01-31T", "yesterday "));
    lines.set(5, lines.get(5).replace("\"service\":\"customer\"", "\"service\":\"ticket\""));
    lines.set(6, lines.get(6).replaceAll("\"resource\":\\{.*}}", "\"resource\":null}"));
    lines.set(7, lines.get(7).replace("\"tx\":702", "\"tx\":999"));
    lines.set(8, lines.get(8).replace("\"tx\":703,\"seq\":9", "\"tx\":700,\"seq\":1"));
    lines.set(9, lines.get(9).replace("\"version\":1", "\"version\":0"));
    lines.set(10, "");
    TestWarehouse.landing(home).write(lines, events.getLast());
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      LoadReport.Service service = load(warehouse);
      assertTrue(service.refusal().isEmpty());
      assertEquals(10, service.quarantined());
      assertEquals(4, service.events());
      assertEquals(
          List.of(1L, 12L, 13L, 14L),
          warehouse.query("SELECT seq FROM bronze.event ORDER BY seq").rows().stream()
              .map(List::getFirst)
              .toList());
    }
    assertEquals(
        List.of(
            "not JSON",
            "not a JSON object",
            "no tenant",
            "eventTime is no time",
            "of another service",
            "no resource",
            "outside its batch",
            "its position is taken",
            "version is no number from 1",
            "not JSON"),
        quarantinedReasons());
  }

  private List<String> quarantinedReasons() throws IOException {
    Path file =
        home.resolve("lake/quarantine/customer/00000000000000000000-00000000000000000000.ndjson");
    return Files.readAllLines(file).stream()
        .map(line -> trunkline.platform.json.Json.parse(line).path("reason").asText())
        .toList();
  }
}
