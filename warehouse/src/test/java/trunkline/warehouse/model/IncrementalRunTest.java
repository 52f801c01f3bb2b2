package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelResult.Outcome;

/** When a table is brought up by what changed, and when it is made in full. */
class IncrementalRunTest {
  private static final String EVENT =
      """
      -- one row per event
      -- materialisation: incremental
      -- key: [event_id]
      -- notNull: [customer_id]
      -- freshness: {column: event_time, warn: PT1H, error: PT48H}
      -- volume: 0.5
      -- columns:
      --   event_time: when
      SELECT event_id, event_time, tenant, resource_id AS customer_id, version, tx, seq, FALSE AS is_delete
      FROM {{ source('bronze.event', 'customer') }}
      """;
  private static final String DIMENSION =
      """
      -- one row per version
      -- materialisation: scd2
      -- by: [tenant, customer_id]
      -- key: [event_id]
      SELECT * FROM {{ ref('event') }}
      """;
  private static final String COUNT =
      """
      -- one row per customer
      -- materialisation: merge
      -- by: [tenant, customer_id]
      -- key: [tenant, customer_id]
      -- reconciles:
      --   versions:
      --     - SELECT SUM(versions) FROM {{ this }} WHERE {{ touched(tenant, customer_id) }}
      --     - SELECT COUNT(*) FROM {{ ref('dimension') }} WHERE {{ touched(tenant, customer_id) }}
      SELECT tenant, customer_id, COUNT(*) AS versions FROM {{ ref('dimension') }} GROUP BY tenant, customer_id
      """;
  private static final String MART =
      """
      -- one row per tenant
      -- materialisation: table
      -- key: [tenant]
      SELECT tenant, CAST(SUM(versions) AS BIGINT) AS versions FROM {{ ref('count') }} GROUP BY tenant
      """;

  @TempDir Path home;
  private LandingWriter landing;
  private Lake lake;
  private Warehouse warehouse;

  @BeforeEach
  void load() {
    landing = TestWarehouse.landing(home);
    warehouse = TestWarehouse.open(home);
    lake = Lake.open(home.resolve("lake"));
    land(1, 10);
  }

  @AfterEach
  void close() {
    lake.close();
    warehouse.close();
  }

  private void land(long first, long last) {
    land(TestWarehouse.events(first, last));
  }

  private void land(List<LandedEvent> events) {
    landing.write(events);
    assertEquals(events.size(), warehouse.load(line -> {}).events());
  }

  private static ModelGraph graph(String event) {
    return ModelGraph.of(
        new TreeMap<>(
            Map.of(
                "staging/event", event,
                "core/dimension", DIMENSION,
                "core/count", COUNT,
                "marts/mart", MART)));
  }

  private ModelRunner runner(String event) {
    return new ModelRunner(
        lake,
        graph(event),
        new EngineSettings("256MB", 1, lake.spillFolder()),
        2,
        Clock.systemUTC(),
        line -> {});
  }

  /** How each was made. */
  private Map<String, String> run(boolean full) {
    Map<String, String> made = new LinkedHashMap<>();
    runner(EVENT)
        .run(Selection.all(), full)
        .forEach(
            r -> {
              assertTrue(r.isGood(), r::toString);
              made.put(
                  r.table(),
                  r.outcome() == Outcome.UP_TO_DATE ? "" : r.inFull() ? "in full" : "by changes");
            });
    return made;
  }

  private static Map<String, String> made(
      String event, String dimension, String count, String mart) {
    return Map.of(
        "staging.event", event,
        "core.dimension", dimension,
        "core.count", count,
        "marts.mart", mart);
  }

  private Map<String, String> ways(String event) {
    Map<String, String> ways = new LinkedHashMap<>();
    runner(event).plan(Selection.all()).forEach(step -> ways.put(step.table(), step.way()));
    return ways;
  }

  private void assertVersions(long versions) {
    assertEquals(versions, number("SELECT COUNT(*) FROM core.dimension"));
    assertEquals(versions, number("SELECT versions FROM marts.mart"));
    assertEquals(versions, number("SELECT SUM(versions) FROM core.count"));
    assertEquals(10, number("SELECT COUNT(*) FROM core.dimension WHERE is_current"));
  }

  private long number(String sql) {
    return TestWarehouse.number(warehouse, sql);
  }

  private static LandedEvent changed(long n) {
    return LandedEvent.customer(n, TestWarehouse.NOON.plusSeconds(n)).changed("c" + n % 10, n);
  }

  @Test
  void newEvents_areAllThatIsReadAndWritten() {
    assertEquals(made("in full", "in full", "in full", "in full"), run(false));
    land(List.of(changed(11), changed(12)));
    assertEquals(
        made("incrementally", "incrementally", "incrementally", "in full, as its header says"),
        ways(EVENT));
    assertEquals(made("by changes", "by changes", "by changes", "in full"), run(false));
    assertVersions(12);
    var summary =
        lake.find(TableIdentifier.of("core", "dimension")).orElseThrow().currentSnapshot();
    assertEquals("4", summary.summary().get("added-records"), "two new and the two before them");
    assertEquals("2", summary.summary().get("added-position-deletes"));
    assertEquals(made("", "", "", ""), run(false));
  }

  @Test
  void tableThatWasLeftOut_catchesUpByWhatChangedSince() {
    run(false);
    land(List.of(changed(11)));
    runner(EVENT).run(Selection.parse("event"));
    assertEquals(made("", "by changes", "by changes", "in full"), run(false));
    assertVersions(11);
  }

  @Test
  void askedFor_changedSql_andASourceThatWasRewritten_areMadeInFull() {
    run(false);
    assertEquals(made("in full", "in full", "in full", "in full"), run(true));
    assertVersions(10);
    assertEquals(
        "in full, because its SQL has changed",
        ways(EVENT.replace("FALSE AS", "1 = 2 AS")).get("staging.event"));
    rewriteBronze();
    assertEquals(
        "in full, because bronze.event of customer has not only grown since",
        ways(EVENT).get("staging.event"));
    assertEquals("in full, because event is made in full", ways(EVENT).get("core.dimension"));
    run(false);
    assertVersions(10);
  }

  private void rewriteBronze() {
    var bronze = lake.find(TableIdentifier.of("bronze", "event")).orElseThrow();
    DataFile old;
    try (var files = bronze.newScan().planFiles()) {
      old = files.iterator().next().file();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Path file = Path.of(URI.create(old.location()));
      Path copy = file.resolveSibling("again.parquet");
      Files.copy(file, copy);
      DataFile again =
          DataFiles.builder(bronze.spec()).copy(old).withPath("file://" + copy).build();
      bronze.newOverwrite().deleteFile(old).addFile(again).commit();
      bronze.updateProperties().set("dw.backfilled.customer", "just now").commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void snapshotThatExpired_makesTheTableInFull() {
    run(false);
    land(List.of(changed(11)));
    var bronze = lake.find(TableIdentifier.of("bronze", "event")).orElseThrow();
    bronze.expireSnapshots().expireOlderThan(System.currentTimeMillis()).retainLast(1).commit();
    assertEquals(made("in full", "in full", "in full", "in full"), run(false));
    assertVersions(11);
  }

  @Test
  void keyThatComesTwice_isFoundAmongTheRowsThatWereThere() {
    String byCustomer = EVENT.replace("key: [event_id]", "key: [customer_id]");
    ModelGraph graph = ModelGraph.of(Map.of("staging/event", byCustomer));
    var runner =
        new ModelRunner(
            lake,
            graph,
            new EngineSettings("256MB", 1, lake.spillFolder()),
            1,
            Clock.systemUTC(),
            line -> {});
    assertEquals(Outcome.PUBLISHED, runner.run(Selection.all()).getFirst().outcome());
    land(List.of(changed(11)));
    ModelResult result = runner.run(Selection.all()).getFirst();
    assertFalse(result.inFull());
    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals("unique customer_id: 1 rows break it", result.detail());
    assertEquals(10, number("SELECT COUNT(*) FROM staging.event"));
  }

  @Test
  void sumThatWouldRound_isRefused() {
    String sum =
        """
        -- one row per tenant
        -- materialisation: sum
        -- counts: events
        -- key: [tenant]
        -- notNull: [events, halves]
        SELECT tenant, COUNT(*) AS events, SUM(CAST(version AS DOUBLE) / 2) AS halves
        FROM {{ ref('event') }} GROUP BY tenant
        """;
    var runner =
        new ModelRunner(
            lake,
            ModelGraph.of(Map.of("staging/event", EVENT, "marts/sum", sum)),
            new EngineSettings("256MB", 1, lake.spillFolder()),
            1,
            Clock.systemUTC(),
            line -> {});
    ModelResult result = runner.run(Selection.all()).getLast();
    assertEquals(Outcome.FAILED, result.outcome());
    assertTrue(
        result.detail().contains("sums halves, which is of type double: cast it"), result::detail);
  }

  @Test
  void watches_tellOfWhatIsOldAndOfWhatIsUnusual() {
    run(false);
    var results = runner(EVENT).run(Selection.all());
    Clock later =
        Clock.fixed(TestWarehouse.NOON.plus(Duration.ofHours(2)), java.time.ZoneOffset.UTC);
    assertEquals(
        List.of(
            "staging.event warns: freshness by event_time: the newest is of 2026-01-31T12:00:10Z, PT1H59M50S ago"),
        told(later, List.of(), results));
    assertTrue(watches(later, List.of()).on(results).stream().allMatch(ModelResult::isGood));
    Clock muchLater = Clock.offset(later, Duration.ofHours(47));
    assertFalse(watches(muchLater, List.of()).on(results).stream().allMatch(ModelResult::isGood));
    land(List.of(changed(11)));
    Clock soon = Clock.fixed(TestWarehouse.NOON, java.time.ZoneOffset.UTC);
    var published = runner(EVENT).run(Selection.all());
    assertEquals(List.of(), told(soon, List.of(10L, 9L, 8L, 12L, 10L), published));
    assertEquals(List.of(), told(soon, List.of(100L, 100L, 100L, 100L), published));
    assertEquals(
        List.of("staging.event warns: volume: 11 rows, and 100 were usual"),
        told(soon, List.of(100L, 100L, 100L, 100L, 100L), published));
  }

  private Watches watches(Clock clock, List<Long> rowsBefore) {
    return new Watches(lake, graph(EVENT), clock, table -> rowsBefore);
  }

  private List<String> told(Clock clock, List<Long> rowsBefore, List<ModelResult> results) {
    Watches watches = watches(clock, rowsBefore);
    return watches.told(watches.on(results));
  }
}
