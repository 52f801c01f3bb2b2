package trunkline.warehouse.exchange.snowflake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.refusal.Refusal;

/**
 * A table in Snowflake and the columns that it is to have.
 *
 * @param columns Snowflake's type by name, in order
 */
record SnowflakeTable(SnowflakeSession session, String name, Map<String, String> columns) {
  private static final String NEXT = "__TRUNKLINE_NEXT";

  boolean isThere() {
    String sql =
        "SELECT COUNT(*) FROM %s WHERE TABLE_SCHEMA = CURRENT_SCHEMA() AND TABLE_NAME = ?"
            .formatted(session.information("TABLES"));
    return !"0".equals(session.rows(sql, name).getFirst().getFirst());
  }

  /** Makes it, or gives it the columns that it lacks; what has gone here stays there, empty. */
  void ensure() {
    session.run("CREATE TABLE IF NOT EXISTS " + defined());
    Map<String, String> there = described();
    columns.forEach(
        (column, type) -> {
          String present = there.get(column);
          if (present == null) {
            session.run(
                "ALTER TABLE %s ADD COLUMN %s %s"
                    .formatted(session.name(name), Literal.name(column), type));
          } else if (!SnowflakeType.takes(present, type)) {
            throw Refusal.snowflakeTableDiffers(
                name,
                "its column %s is %s there and %s here. Rename or drop the table there, then publish again"
                    .formatted(column, present, type));
          }
        });
  }

  private String defined() {
    return session.name(name)
        + columns.entrySet().stream()
            .map(column -> Literal.name(column.getKey()) + " " + column.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private Map<String, String> described() {
    Map<String, String> there = new HashMap<>();
    for (List<@Nullable Object> row : session.rows("DESCRIBE TABLE " + session.name(name))) {
      there.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
    }
    return there;
  }

  /** An empty table of the same columns that only this session sees, and that ends with it. */
  SnowflakeTable next() {
    var next = new SnowflakeTable(session, name + NEXT, columns);
    session.run("CREATE OR REPLACE TEMPORARY TABLE " + next.defined());
    return next;
  }

  /** Loads the files of a place; there are {@code rows} of them, or somebody was in between. */
  void fill(String place, long rows) {
    session.run(
        """
        COPY INTO %s FROM %s FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)
        MATCH_BY_COLUMN_NAME = CASE_SENSITIVE ON_ERROR = ABORT_STATEMENT
        """
            .formatted(session.name(name), place));
    String counted = "SELECT COUNT(*) FROM " + session.name(name);
    if (!Long.toString(rows).equals(session.rows(counted).getFirst().getFirst())) {
      throw Refusal.snowflakeOutrun(name);
    }
  }

  /** Puts another's rows in the place of its own: a change of rows, which a transaction holds. */
  void replaceBy(SnowflakeTable next) {
    String named = columns.keySet().stream().map(Literal::name).collect(Collectors.joining(", "));
    session.run(
        "INSERT OVERWRITE INTO %s (%s) SELECT %s FROM %s"
            .formatted(session.name(name), named, named, session.name(next.name())));
  }
}
