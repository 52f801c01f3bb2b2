package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.Selection;

/** Tables go to Snowflake as they are, by the vendor's own driver. */
class SnowflakePublishTest {
  @TempDir Path home;
  @TempDir Path far;
  private SnowflakeStandIn standIn;

  @BeforeEach
  void start() throws Exception {
    standIn = TestSnowflake.start(far);
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 50));
  }

  @AfterEach
  void stop() {
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

  private List<Published> publish(ModelGraph models, String... settings) {
    try (Warehouse warehouse = TestWarehouse.open(home, models)) {
      assertTrue(warehouse.refresh().isGood());
      return warehouse.publish(
          TestSnowflake.config(standIn, settings), Selection.all(), line -> {});
    }
  }

  private List<String> there() throws Exception {
    return standIn.rows("SELECT * FROM \"TELCO\".\"PUBLISHED\".\"SAMPLE\" ORDER BY \"SEQ\"");
  }

  @Test
  void everyRowAndType_isThere_andARepeatDoesNothing() throws Exception {
    ModelGraph models =
        models(
            "seq", "CAST(seq AS BIGINT)",
            "small", "CAST(seq AS INTEGER)",
            "amount", "CAST(seq AS DECIMAL(18, 2)) / 4",
            "ratio", "CAST(seq AS DOUBLE) / 3",
            "is_even", "seq % 2 = 0",
            "day", "CAST(event_time AS DATE)",
            "moment", "event_time",
            "local_time", "CAST(event_time AS TIMESTAMP)",
            "text",
                "CASE WHEN seq = 3 THEN NULL WHEN seq = 4 THEN '' ELSE 'it''s \"ü\" ' || seq END");
    Published published = publish(models).getFirst();
    assertEquals("published", published.outcome(), published.toString());
    assertEquals(50, published.rows());
    System.out.println(standIn.statements());
    System.out.println(there().subList(0, 5));
    System.out.println(standIn.rows("DESCRIBE \"TELCO\".\"PUBLISHED\".\"SAMPLE\""));
    System.out.println(standIn.rows("SELECT * FROM \"TELCO\".\"PUBLISHED\".\"TRUNKLINE_BATCHES\""));
    int before = standIn.statements().size();
    assertEquals("unchanged", publish(models).getFirst().outcome());
    assertFalse(
        standIn.statements().subList(before, standIn.statements().size()).stream()
            .anyMatch(sql -> sql.startsWith("PUT")));
    assertEquals(List.of(), standIn.unexpected());
  }
}
