package trunkline.warehouse.exchange.snowflake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table in Snowflake that says which batch each published table holds. It is written in the
 * transaction that writes the rows: both are there, or neither.
 */
record BatchRecord(SnowflakeSession session) {
  private static final String TABLE = "TRUNKLINE_BATCHES";

  void ensure() {
    session.run(
        """
        CREATE TABLE IF NOT EXISTS %s (
          TABLE_NAME VARCHAR NOT NULL, BATCH_ID VARCHAR NOT NULL, SNAPSHOT VARCHAR NOT NULL,
          ROW_COUNT NUMBER(19,0) NOT NULL, PUBLISHED_AT TIMESTAMP_NTZ(6) NOT NULL)
        """
            .formatted(session.name(TABLE)));
  }

  /** The batch that a table holds; empty when it was never published. */
  Optional<String> find(String table) {
    List<List<@Nullable Object>> rows =
        session.rows(
            "SELECT BATCH_ID FROM %s WHERE TABLE_NAME = ?".formatted(session.name(TABLE)), table);
    return rows.stream().map(row -> String.valueOf(row.getFirst())).findFirst();
  }

  /**
   * Moves a table from the batch that it was found with to the next one.
   *
   * @return false when it holds another batch by now
   */
  boolean move(
      String table, Optional<String> from, String to, String snapshot, long rows, Instant at) {
    long changed =
        session.change(
            """
            MERGE INTO %s AS known
            USING (SELECT ? AS TABLE_NAME, ? AS BEFORE_ID, ? AS BATCH_ID, ? AS SNAPSHOT,
                          CAST(? AS NUMBER(19,0)) AS ROW_COUNT,
                          CAST(? AS TIMESTAMP_NTZ(6)) AS PUBLISHED_AT) AS told
            ON known.TABLE_NAME = told.TABLE_NAME
            WHEN MATCHED AND known.BATCH_ID = told.BEFORE_ID THEN UPDATE SET
              BATCH_ID = told.BATCH_ID, SNAPSHOT = told.SNAPSHOT,
              ROW_COUNT = told.ROW_COUNT, PUBLISHED_AT = told.PUBLISHED_AT
            WHEN NOT MATCHED THEN INSERT (TABLE_NAME, BATCH_ID, SNAPSHOT, ROW_COUNT, PUBLISHED_AT)
              VALUES (told.TABLE_NAME, told.BATCH_ID, told.SNAPSHOT, told.ROW_COUNT,
                      told.PUBLISHED_AT)
            """
                .formatted(session.name(TABLE)),
            table,
            from.orElse(""),
            to,
            snapshot,
            rows,
            at.truncatedTo(ChronoUnit.MICROS).toString().replace("T", " ").replace("Z", ""));
    return changed == 1;
  }
}
