package trunkline.warehouse.exchange.snowflake;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.exchange.drop.Feed;
import trunkline.warehouse.refusal.Refusal;

/**
 * What is asked of Snowflake for a feed. Values come as text, to be judged here like those of any
 * file: Parquet has no timestamp with a zone as Snowflake writes it, and a bad value costs its row
 * and not the whole. Numbers in binary come as they are, since their text would be rounded.
 */
record PulledColumns(Feed feed, Feed.Pulled from) {
  private static final String MOMENT = "'YYYY-MM-DD HH24:MI:SS.FF6'";

  private static final Pattern VALUE = Pattern.compile("[0-9:. -]+");

  /** All columns under the feed's names. */
  String select() {
    return feed.columns().keySet().stream()
        .map(column -> "%s AS %s".formatted(text(column), Literal.name(column)))
        .collect(Collectors.joining(", "));
  }

  String texts() {
    return feed.columns().keySet().stream().map(this::text).collect(Collectors.joining(", "));
  }

  String source() {
    return from.query().isEmpty()
        ? SnowflakeNames.written(from.table())
        : "(" + from.query() + ") AS asked";
  }

  /** The text of a value, as our engine reads it back. */
  private String text(String column) {
    return switch (type(column)) {
      case "DOUBLE" -> "CAST(%s AS FLOAT)".formatted(there(column));
      case "TIMESTAMP", "TIMESTAMPTZ" -> "TO_VARCHAR(%s, %s)".formatted(comparable(column), MOMENT);
      default -> "TO_VARCHAR(%s)".formatted(there(column));
    };
  }

  /** The value of a column as far as we keep it: a moment has microseconds, and is in UTC. */
  private String comparable(String column) {
    return switch (type(column)) {
      case "TIMESTAMP" -> "CAST(%s AS TIMESTAMP_NTZ(6))".formatted(there(column));
      case "TIMESTAMPTZ" ->
          "CAST(CONVERT_TIMEZONE('UTC', %s) AS TIMESTAMP_NTZ(6))".formatted(there(column));
      case "DATE" -> "CAST(%s AS DATE)".formatted(there(column));
      default -> "CAST(%s AS NUMBER(19,0))".formatted(there(column));
    };
  }

  /** The greatest watermark, as text. */
  String greatest() {
    String greatest = "MAX(%s)".formatted(comparable(from.watermark()));
    return type(from.watermark()).startsWith("TIMESTAMP")
        ? "TO_VARCHAR(%s, %s)".formatted(greatest, MOMENT)
        : "TO_VARCHAR(%s)".formatted(greatest);
  }

  /** A comparison of the watermark with a value; COPY takes no parameters, so it stands in it. */
  String watermark(String comparison, String value) {
    if (!VALUE.matcher(value).matches()) {
      throw Refusal.snowflakeTableDiffers(
          feed.name(), "its watermark %s is no number and no moment".formatted(value));
    }
    String type =
        switch (type(from.watermark())) {
          case "TIMESTAMP", "TIMESTAMPTZ" -> "TIMESTAMP_NTZ(6)";
          case "DATE" -> "DATE";
          default -> "NUMBER(19,0)";
        };
    return "%s %s CAST(%s AS %s)"
        .formatted(comparable(from.watermark()), comparison, Literal.text(value), type);
  }

  private String type(String column) {
    return feed.columns().getOrDefault(column, "");
  }

  private static String there(String column) {
    return Literal.name(SnowflakeNames.there(column));
  }
}
