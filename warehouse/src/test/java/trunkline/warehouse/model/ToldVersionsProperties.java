package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.FileRows;
import trunkline.warehouse.model.ChangedRows.Change;

/**
 * Whatever comes, in whatever order, by clocks that run backwards, after deletions: versions that
 * go on from those that were there are those made of all that was ever told.
 */
class ToldVersionsProperties {
  private static final ModelGraph GRAPH =
      ModelGraph.of(
          Map.of(
              "staging/event",
              """
              -- one row per event
              -- materialisation: incremental
              -- key: [event_id]
              SELECT * FROM {{ source('bronze.event') }}
              """,
              "core/dimension",
              """
              -- one row per version
              -- materialisation: scd2
              -- by: [tenant, customer_id]
              -- key: [event_id]
              SELECT * FROM {{ ref('event') }} WHERE event_id <> 'none'
              """));
  private static final Model DIMENSION = GRAPH.get("dimension");
  private static final int MOST_EVENTS = 14;
  private static final int THINGS = 3;
  private static final String COLUMNS =
      "event_id, tenant, customer_id, tx, seq, valid_from, valid_to, is_current, is_deleted";

  private static final EmbeddedEngine engine = open();

  private static EmbeddedEngine open() {
    return EmbeddedEngine.open(
        new EngineSettings("256MB", 1, Path.of(System.getProperty("java.io.tmpdir"))));
  }

  @BeforeContainer
  static void prepare() {
    engine.execute("CREATE SCHEMA staging");
    engine.execute("CREATE SCHEMA core");
    engine.execute("CREATE SCHEMA " + ChangedRows.SCHEMA);
  }

  @AfterContainer
  static void close() {
    engine.close();
  }

  /** A position's place in the log is not the order in which it comes here. */
  private static List<String> told(Random random) {
    List<Integer> places = new ArrayList<>();
    int events = 2 + random.nextInt(MOST_EVENTS);
    for (int i = 0; i < events; i++) {
      places.add(i);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(places, random);
    }
    List<String> told = new ArrayList<>();
    for (int place : places) {
      told.add(
          "('e%d', CAST(%s AS TIMESTAMPTZ), 't', 'c%d', %d, %d, %s)"
              .formatted(
                  place,
                  Literal.text(Instant.ofEpochSecond(random.nextInt(events))),
                  random.nextInt(THINGS),
                  place / 2,
                  place,
                  random.nextInt(4) == 0));
    }
    return told;
  }

  private static String events(List<String> told) {
    return "SELECT * FROM (VALUES %s) AS e (event_id, event_time, tenant, customer_id, tx, seq, is_delete)"
        .formatted(String.join(", ", told));
  }

  private static String versions() {
    return "SELECT %s FROM (%s) AS made".formatted(COLUMNS, DIMENSION.query(GRAPH::tableOf));
  }

  private static String rows(String select) {
    return String.valueOf(engine.rows(select + " ORDER BY event_id"));
  }

  @Property(tries = 100)
  void versionsThatGoOn_areThoseOfAllThatWasTold(@ForAll long seed) {
    var random = new Random(seed);
    List<String> told = told(random);
    int before = 1 + random.nextInt(told.size() - 1);
    engine.execute("CREATE OR REPLACE TABLE staging.event AS " + events(told.subList(0, before)));
    engine.execute("CREATE OR REPLACE TABLE core.dimension AS " + versions());
    String came = events(told.subList(before, told.size()));
    var kept = new Kept(DIMENSION, DIMENSION.header().by(), engine);
    kept.keep("touched", "SELECT DISTINCT tenant, customer_id FROM (%s) AS c".formatted(came));
    kept.keep(
        "old",
        kept.among(
            "touched",
            "SELECT *, '' AS %s, 0 AS %s FROM core.dimension"
                .formatted(FileRows.FILE, FileRows.POSITION)));
    engine.execute("INSERT INTO staging.event " + came);

    var versions = new ToldVersions(kept, GRAPH);
    Map<String, Change> changes = Map.of("event", new Change(List.of(came), List.of()));
    assertTrue(versions.haveGrown(changes.values()));
    versions.keep(changes, COLUMNS);

    assertEquals(
        rows(kept.among("touched", versions())), rows("SELECT * FROM " + kept.place("fresh")));
    var names = versions.named(ofThings(kept));
    Versions.reconciled(DIMENSION, names)
        .forEach(
            (what, numbers) ->
                assertEquals(
                    engine.number(numbers.getFirst()), engine.number(numbers.getLast()), what));
  }

  private static Names ofThings(Kept kept) {
    return new Names() {
      @Override
      public String model(String name) {
        return GRAPH.tableOf(name);
      }

      @Override
      public String rowsOfThings(Model model) {
        return kept.place("fresh").toString();
      }
    };
  }
}
