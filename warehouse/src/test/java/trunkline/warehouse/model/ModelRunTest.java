package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableShape;
import trunkline.warehouse.model.ModelResult.Outcome;

class ModelRunTest {
  private static final String FIRST =
      """
      -- one row per event
      -- materialisation: table
      -- key: [seq]
      -- reconciles:
      --   events: ["SELECT COUNT(*) FROM {{ this }}", "SELECT COUNT(*) FROM {{ source('bronze.event') }}"]
      SELECT seq, tenant FROM {{ source('bronze.event') }}
      """;
  private static final String SECOND =
      """
      -- one row per tenant
      -- materialisation: table
      -- key: [tenant]
      SELECT tenant, COUNT(*) AS events FROM {{ ref('first') }} GROUP BY tenant
      """;
  private static final String APART =
      """
      -- one row per event type
      -- materialisation: table
      -- key: [event_type]
      SELECT event_type FROM {{ source('bronze.event') }} GROUP BY event_type
      """;

  @TempDir Path home;
  private Lake lake;
  private Warehouse warehouse;

  @BeforeEach
  void load() {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 10));
    warehouse = TestWarehouse.open(home);
    warehouse.load(line -> {});
    lake = Lake.open(home.resolve("lake"));
  }

  @AfterEach
  void close() {
    lake.close();
    warehouse.close();
  }

  private Map<String, Outcome> run(String first, String second) {
    var graph =
        ModelGraph.of(Map.of("core/first", first, "marts/second", second, "marts/apart", APART));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    runner(graph)
        .run(Selection.all())
        .forEach(result -> outcomes.put(result.table(), result.outcome()));
    return outcomes;
  }

  private ModelRunner runner(ModelGraph graph) {
    return new ModelRunner(lake, graph, settings(), 2, Clock.systemUTC(), line -> {});
  }

  private EngineSettings settings() {
    return new EngineSettings("256MB", 1, lake.spillFolder());
  }

  private static Map<String, Outcome> all(Outcome first, Outcome second, Outcome apart) {
    return Map.of("core.first", first, "marts.second", second, "marts.apart", apart);
  }

  private long number(String sql) {
    return TestWarehouse.number(warehouse, sql);
  }

  @Test
  void firstRun_publishesAll_andSecondTouchesNothing() {
    assertEquals(all(Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.PUBLISHED), run(FIRST, SECOND));
    assertEquals(10, number("SELECT events FROM marts.second"));
    var before = snapshot("marts.second");
    assertEquals(
        all(Outcome.UP_TO_DATE, Outcome.UP_TO_DATE, Outcome.UP_TO_DATE), run(FIRST, SECOND));
    assertEquals(before, snapshot("marts.second"));
  }

  private long snapshot(String table) {
    return lake.find(TableIdentifier.parse(table)).orElseThrow().currentSnapshot().snapshotId();
  }

  @Test
  void newEvents_rebuildWhatDependsOnThem() {
    run(FIRST, SECOND);
    landMore();
    assertEquals(all(Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.PUBLISHED), run(FIRST, SECOND));
    assertEquals(15, number("SELECT events FROM marts.second"));
  }

  private void landMore() {
    var writer = TestWarehouse.landing(home);
    writer.write(TestWarehouse.events(1, 10));
    writer.write(TestWarehouse.events(11, 15));
    assertEquals(5, warehouse.load(line -> {}).events());
  }

  @Test
  void changedModel_rebuildsItAndWhatRefersToItOnly() {
    run(FIRST, SECOND);
    String changed =
        FIRST.replace("SELECT seq, tenant FROM", "SELECT seq, UPPER(tenant) AS tenant FROM");
    assertEquals(
        all(Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.UP_TO_DATE), run(changed, SECOND));
    assertEquals(1, number("SELECT COUNT(*) FROM marts.second WHERE tenant = 'ACME'"));
  }

  @Test
  void failedTest_keepsOldDataReadableAndDependentsUntouched() {
    run(FIRST, SECOND);
    landMore();
    String doubled = FIRST + "UNION ALL SELECT seq, tenant FROM {{ source('bronze.event') }}\n";
    assertEquals(all(Outcome.FAILED, Outcome.SKIPPED, Outcome.PUBLISHED), run(doubled, SECOND));
    assertEquals(10, number("SELECT COUNT(*) FROM core.first"));
    assertEquals(10, number("SELECT events FROM marts.second"));
    assertEquals(all(Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.UP_TO_DATE), run(FIRST, SECOND));
    assertEquals(15, number("SELECT events FROM marts.second"));
  }

  @Test
  void failedTestOfANewModel_publishesNoTable() {
    String lossy = FIRST + "WHERE seq > 1\n";
    assertEquals(all(Outcome.FAILED, Outcome.SKIPPED, Outcome.PUBLISHED), run(lossy, SECOND));
    assertTrue(lake.find(TableIdentifier.parse("core.first")).isEmpty());
    assertTrue(lake.find(TableIdentifier.parse("marts.second")).isEmpty());
    assertEquals(List.of(), dataFiles("core/first"));
  }

  private List<Path> dataFiles(String table) {
    try (var files = Files.list(home.resolve("lake/tables").resolve(table).resolve("data"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void queryThatDoesNotRun_failsOnlyItself() {
    String broken = FIRST.replace("SELECT seq, tenant", "SELECT seq, nothing");
    assertEquals(all(Outcome.FAILED, Outcome.SKIPPED, Outcome.PUBLISHED), run(broken, SECOND));
  }

  @Test
  void columnsAddedDroppedAndRetyped_arePublishedWithTheirValues() {
    run(FIRST, SECOND);
    String other =
        FIRST.replace(
            "SELECT seq, tenant FROM",
            "SELECT CAST(seq AS INTEGER) AS seq, 'x' || seq AS label, tenant FROM");
    run(other, SECOND);
    assertEquals(10, number("SELECT COUNT(*) FROM core.first WHERE label = 'x' || seq"));
    String fewer = FIRST.replace("SELECT seq, tenant FROM", "SELECT seq, tenant AS tenant FROM");
    run(fewer, SECOND);
    assertEquals(
        List.of("seq", "tenant"),
        warehouse.query("SELECT * FROM core.first").columns().stream().sorted().toList());
    assertEquals(55, number("SELECT SUM(seq) FROM core.first"));
  }

  @Test
  void slowerOfTwoRuns_doesNotPublishOverTheNewer() {
    run(FIRST, SECOND);
    Model model = Model.of("core", "first", FIRST);
    try (var engine = EmbeddedEngine.open(settings())) {
      String select = "SELECT CAST(0 AS BIGINT) AS seq, 'old' AS tenant";
      var late =
          Candidate.whole(
              new DataFileWriter(lake, engine),
              model,
              lake.find(model.table()).map(Candidate.Base::of),
              TableShape.of(engine, "first", select),
              select,
              Map.of(Candidate.FINGERPRINT, "an older state"));
      landMore();
      run(FIRST, SECOND);
      assertFalse(late.publish(lake));
    }
    assertEquals(15, number("SELECT COUNT(*) FROM core.first"));
  }

  private Map<String, String> plan(String first, String second) {
    var graph =
        ModelGraph.of(Map.of("core/first", first, "marts/second", second, "marts/apart", APART));
    Map<String, String> plan = new LinkedHashMap<>();
    runner(graph).plan(Selection.all()).forEach(step -> plan.put(step.table(), step.why()));
    return plan;
  }

  @Test
  void plan_saysWhatWouldRunAndWhy() {
    assertEquals(
        Map.of("core.first", "new", "marts.second", "new", "marts.apart", "new"),
        plan(FIRST, SECOND));
    run(FIRST, SECOND);
    assertEquals(Map.of(), plan(FIRST, SECOND));
    assertEquals(
        Map.of("marts.second", "its SQL has changed"),
        plan(FIRST, SECOND.replace("COUNT(*)", "COUNT(seq)")));
    assertEquals(
        Map.of("core.first", "its SQL has changed", "marts.second", "upstream has changed: first"),
        plan(FIRST.replace("SELECT seq, tenant", "SELECT tenant, seq"), SECOND));
    landMore();
    assertEquals(
        Map.of(
            "core.first", "new data in bronze.event",
            "marts.second", "upstream has changed: first",
            "marts.apart", "new data in bronze.event"),
        plan(FIRST, SECOND));
  }

  private Map<String, Outcome> runOnly(String select) {
    var graph =
        ModelGraph.of(Map.of("core/first", FIRST, "marts/second", SECOND, "marts/apart", APART));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    runner(graph)
        .run(Selection.parse(select))
        .forEach(result -> outcomes.put(result.table(), result.outcome()));
    return outcomes;
  }

  @Test
  void chosenModel_takesWhatIsNotChosenAsItIs_andTheNextRunCatchesUp() {
    assertEquals(Map.of("marts.second", Outcome.SKIPPED), runOnly("second"));
    assertEquals(
        Map.of("core.first", Outcome.PUBLISHED, "marts.second", Outcome.PUBLISHED),
        runOnly("+second"));
    landMore();
    assertEquals(Map.of("marts.second", Outcome.UP_TO_DATE), runOnly("second"));
    assertEquals(10, number("SELECT events FROM marts.second"));
    assertEquals(Map.of("core.first", Outcome.PUBLISHED), runOnly("first"));
    assertEquals(Map.of("marts.second", Outcome.PUBLISHED), runOnly("second"));
    assertEquals(15, number("SELECT events FROM marts.second"));
    assertEquals(
        all(Outcome.UP_TO_DATE, Outcome.UP_TO_DATE, Outcome.PUBLISHED), run(FIRST, SECOND));
  }

  @Test
  void testThatOnlyWarns_isToldAndDoesNotBlock() {
    String warning =
        FIRST.replace(
            "-- reconciles:",
            "-- warns:\n--   there is nobody: SELECT seq FROM {{ this }}\n-- reconciles:");
    var graph = ModelGraph.of(Map.of("core/first", warning));
    ModelResult result = runner(graph).run(Selection.all()).getFirst();
    assertEquals(Outcome.PUBLISHED, result.outcome());
    assertEquals(List.of("there is nobody: 10 rows break it"), result.warnings());
  }

  @Test
  void valuesOutsideWhatAHeaderAccepts_areNamed() {
    String strict =
        FIRST.replace(
            "-- reconciles:",
            """
            -- accepted:
            --   tenant: [bell]
            -- range:
            --   seq: [1, 7]
            -- relations:
            --   seq: other
            -- reconciles:""");
    var graph =
        ModelGraph.of(
            Map.of(
                "core/first",
                strict,
                "core/other",
                """
                -- one row per event
                -- materialisation: table
                -- key: [seq]
                SELECT seq, tenant FROM {{ source('bronze.event', 'customer') }} WHERE seq < 9
                """));
    List<String> failed =
        runner(graph).run(Selection.all()).stream()
            .flatMap(result -> result.tests().stream())
            .filter(test -> !test.passed())
            .map(ModelResult.TestResult::told)
            .toList();
    assertEquals(
        List.of(
            "accepted values of tenant: 10 rows break it",
            "range of seq: 3 rows break it",
            "relation of seq to other: 2 rows break it"),
        failed);
  }
}
