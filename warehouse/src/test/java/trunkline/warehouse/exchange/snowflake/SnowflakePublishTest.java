package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.exchange.snowflake.SnowflakeStandIn.Fault;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.Selection;
import trunkline.warehouse.refusal.Refusal;

/** Tables go to Snowflake as they are, by the vendor's own driver. */
class SnowflakePublishTest {
  private static final String TABLE = "\"TELCO\".\"PUBLISHED\".\"SAMPLE\"";
  private static final String BATCHES = "\"TELCO\".\"PUBLISHED\".\"TRUNKLINE_BATCHES\"";

  private static final String[] OF_NOBODY = {"audience.tenant", "nobody"};

  @TempDir Path home;
  @TempDir Path far;
  private SnowflakeStandIn standIn;
  private LandingWriter landing;

  @BeforeEach
  void start() throws Exception {
    standIn = TestSnowflake.start(far);
    landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 50));
  }

  @AfterEach
  void stop() {
    assertEquals(List.of(), standIn.unexpected());
    standIn.close();
  }

  /** A mart of these columns: name and SQL in turn. */
  private static ModelGraph models(String... columns) {
    var explained = new StringBuilder();
    var selected = new StringBuilder();
    for (int i = 0; i < columns.length; i += 2) {
      explained.append("--   %s: of a test\n".formatted(columns[i]));
      selected.append("%s%s AS %s".formatted(i == 0 ? "" : ", ", columns[i + 1], columns[i]));
    }
    String model =
        """
        -- one row per event
        -- materialisation: table
        -- owner: tests
        -- key: [seq]
        -- columns:
        %s
        SELECT %s FROM {{ source('bronze.event', 'customer') }}
        """
            .formatted(explained.toString().stripTrailing(), selected);
    return ModelGraph.of(Map.of("marts/sample", model));
  }

  private Published publish(ModelGraph models, String... settings) {
    try (Warehouse warehouse = TestWarehouse.open(home, models)) {
      assertTrue(warehouse.refresh().isGood());
      return publish(warehouse, settings);
    }
  }

  private Published publish(Warehouse warehouse, String... settings) {
    var config = TestSnowflake.config(standIn, settings);
    return warehouse.publish(config, Selection.all(), line -> {}).getFirst();
  }

  private List<String> there(String columns) throws SQLException {
    return standIn.rows("SELECT %s FROM %s ORDER BY \"SEQ\"".formatted(columns, TABLE));
  }

  private List<String> definition() throws SQLException {
    return standIn.rows("SELECT column_name, column_type FROM (DESCRIBE %s)".formatted(TABLE));
  }

  @Test
  void everyRowAndType_isThere_andARepeatDoesNothing() throws Exception {
    String[] columns = {
      "seq", "CAST(seq AS BIGINT)",
      "small", "CAST(-seq AS INTEGER)",
      "amount", "CAST(seq / 4 AS DECIMAL(18, 2))",
      "ratio", "CAST(seq AS DOUBLE) / 3",
      "is_even", "seq % 2 = 0",
      "day", "CAST(event_time AS DATE)",
      "moment", "event_time + INTERVAL 123456 MICROSECOND",
      "local_time", "CAST(event_time AS TIMESTAMP)",
      "text", "CASE WHEN seq = 3 THEN NULL WHEN seq = 4 THEN '' ELSE 'it''s \"ü\" ' || seq END"
    };
    try (Warehouse warehouse = TestWarehouse.open(home, models(columns))) {
      assertTrue(warehouse.refresh().isGood());
      Published published = publish(warehouse);
      assertEquals("published", published.outcome(), published.toString());
      assertEquals(50, published.rows());
      List<String> here = new ArrayList<>();
      String every =
          "seq, small, amount, ratio, is_even, day, strftime(moment, '%x %X.%f'), CAST(local_time AS VARCHAR), text";
      for (List<Object> row :
          warehouse.query("SELECT " + every + " FROM marts.sample ORDER BY seq").rows()) {
        here.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
      assertEquals(50, here.size());
      assertEquals(here, there(every));
    }
    assertEquals(
        "[SEQ|DECIMAL(19,0), SMALL|DECIMAL(10,0), AMOUNT|DECIMAL(18,2), RATIO|DOUBLE, IS_EVEN|BOOLEAN, DAY|DATE, MOMENT|TIMESTAMP WITH TIME ZONE, LOCAL_TIME|TIMESTAMP, TEXT|VARCHAR]",
        definition().toString());
    int before = standIn.statements().size();
    Published again = publish(models(columns));
    assertEquals("unchanged", again.outcome(), again.toString());
    assertFalse(
        standIn.statements().subList(before, standIn.statements().size()).stream()
            .anyMatch(sql -> sql.startsWith("PUT") || sql.startsWith("BEGIN")));
    assertEquals(
        List.of("SAMPLE|%s|50".formatted(again.batch())),
        standIn.rows("SELECT TABLE_NAME, BATCH_ID, ROW_COUNT FROM " + BATCHES));
  }

  @Test
  void newRows_takeThePlaceOfTheOldOnes_andATableThatWasDroppedComesBack() throws Exception {
    ModelGraph models = models("seq", "CAST(seq AS BIGINT)");
    publish(models);
    landing.write(TestWarehouse.events(51, 60));
    assertEquals(60, publish(models).rows());
    assertEquals(60, there("\"SEQ\"").stream().distinct().count());
    standIn.execute("DROP TABLE " + TABLE);
    assertEquals("published", publish(models).outcome());
    assertEquals(60, there("\"SEQ\"").size());
  }

  @Test
  void columnThatIsAdded_isAddedThere_andOneThatIsRenamedStaysEmpty() throws Exception {
    publish(models("seq", "CAST(seq AS BIGINT)", "name", "'old'"));
    publish(models("seq", "CAST(seq AS BIGINT)", "title", "'new'", "size", "CAST(seq AS INTEGER)"));
    assertEquals(
        "[SEQ|DECIMAL(19,0), NAME|VARCHAR, TITLE|VARCHAR, SIZE|DECIMAL(10,0)]",
        definition().toString());
    assertEquals(List.of("null|new|1"), there("\"NAME\", \"TITLE\", \"SIZE\"").subList(0, 1));
  }

  @Test
  void columnWhoseTypeDoesNotFit_isRefused_andTheOldRowsStay() throws Exception {
    publish(models("seq", "CAST(seq AS BIGINT)", "name", "'old'"));
    Published refused =
        publish(models("seq", "CAST(seq AS BIGINT)", "name", "CAST(seq AS DECIMAL(18, 2))"));
    assertEquals("refused", refused.outcome());
    assertTrue(
        refused.why().contains("NAME is VARCHAR(16777216) there and NUMBER(18,2) here"),
        refused.why());
    assertEquals("old", there("\"NAME\"").getFirst());
  }

  /**
   * The way from one batch to the next is broken off after every statement, which is before the
   * next one: the table holds one of the two, whole, and its record says which. Then it is
   * repeated.
   */
  @Test
  void brokenOffAtEveryStatement_theTableIsWhole_andARepeatPublishesOnce() throws Exception {
    ModelGraph models = models("seq", "CAST(seq AS BIGINT)", "tenant", "tenant");
    int rounds = 0;
    try (Warehouse warehouse = TestWarehouse.open(home, models)) {
      assertTrue(warehouse.refresh().isGood());
      String all = publish(warehouse).batch();
      int before = standIn.statements().size();
      String none = publish(warehouse, OF_NOBODY).batch();
      int needed = standIn.statements().size() - before;
      for (int n = 1; n <= needed; n++) {
        // there and back again: from none of the rows to all, and from all to none
        boolean isToAll = rounds % 2 == 0;
        String[] settings = isToAll ? new String[0] : OF_NOBODY;
        standIn.failAt(n, Fault.LOST_AFTER);
        assertFalse(isPublished(warehouse, settings), "statement %d was lost".formatted(n));
        standIn.failAt(0, Fault.LOST_AFTER);
        assertHolds(batch().equals(all) ? 50 : 0);
        publish(warehouse, settings);
        assertEquals(isToAll ? all : none, batch());
        assertHolds(isToAll ? 50 : 0);
        rounds++;
      }
    }
    System.out.printf("broken off %d times%n", rounds);
    assertTrue(rounds >= 13, "rounds: " + rounds);
  }

  private String batch() throws SQLException {
    List<String> batches = standIn.rows("SELECT BATCH_ID FROM " + BATCHES);
    assertEquals(1, batches.size());
    return batches.getFirst();
  }

  private void assertHolds(int rows) throws SQLException {
    assertEquals(rows, there("\"SEQ\"").size());
    assertEquals(rows, there("\"SEQ\"").stream().distinct().count());
  }

  private boolean isPublished(Warehouse warehouse, String... settings) {
    try {
      return publish(warehouse, settings).isGood();
    } catch (Refusal refusal) {
      return false;
    }
  }

  @Test
  void requestWhoseAnswerIsCutOff_isRepeatedByTheDriver_andRunOnce() throws Exception {
    ModelGraph models = models("seq", "CAST(seq AS BIGINT)");
    try (Warehouse warehouse = TestWarehouse.open(home, models)) {
      assertTrue(warehouse.refresh().isGood());
      standIn.failAt(9, Fault.CUT_ONCE);
      Published published = publish(warehouse);
      assertTrue(published.isGood(), published.toString());
      String cut = standIn.statements().get(8);
      assertTrue(cut.startsWith("COPY INTO"), cut);
      assertEquals(1, standIn.statements().stream().filter(cut::equals).count());
      assertEquals(50, there("\"SEQ\"").size());
    }
  }

  @Test
  void twoWhoPublishAtOnce_theSecondIsToldToRepeat() throws Exception {
    ModelGraph models = models("seq", "CAST(seq AS BIGINT)", "tenant", "tenant");
    publish(models);
    standIn.beforeStatement(
        "BEGIN TRANSACTION", "UPDATE %s SET BATCH_ID = 'of somebody else'".formatted(BATCHES));
    Published outrun = publish(models, OF_NOBODY);
    assertTrue(outrun.why().contains("Repeat"), outrun.toString());
    assertEquals(50, there("\"SEQ\"").size());
  }

  @Test
  void modelThatIsNotMade_isRefused() {
    try (Warehouse warehouse = TestWarehouse.open(home, models("seq", "CAST(seq AS BIGINT)"))) {
      var config = TestSnowflake.config(standIn);
      assertEquals(List.of(), warehouse.publish(config, Selection.all(), line -> {}));
      Published refused =
          warehouse.publish(config, Selection.parse("sample"), line -> {}).getFirst();
      assertTrue(refused.why().contains("refresh first"), refused.toString());
    }
  }
}
