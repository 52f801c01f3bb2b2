package trunkline.warehouse.exchange.snowflake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import trunkline.warehouse.refusal.Refusal;

/** What a column of a table of the lake is in Snowflake. */
final class SnowflakeType {
  private static final Pattern NUMBER = Pattern.compile("NUMBER\\((\\d+),(\\d+)\\)");

  private SnowflakeType() {}

  static String of(String table, NestedField column) {
    Type type = column.type();
    return switch (type.typeId()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "NUMBER(10,0)";
      case LONG -> "NUMBER(19,0)";
      case FLOAT, DOUBLE -> "FLOAT";
      case DATE -> "DATE";
      case STRING -> "VARCHAR";
      case TIMESTAMP ->
          ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMP_TZ(6)" : "TIMESTAMP_NTZ(6)";
      case DECIMAL -> {
        var decimal = (Types.DecimalType) type;
        yield "NUMBER(%d,%d)".formatted(decimal.precision(), decimal.scale());
      }
      default ->
          throw Refusal.snowflakeTableDiffers(
              table, "its column %s is %s, which is not published".formatted(column.name(), type));
    };
  }

  /**
   * Whether a column that is there takes every value of the wanted type.
   *
   * @param there as DESCRIBE TABLE says it
   */
  static boolean takes(String there, String wanted) {
    Matcher has = NUMBER.matcher(there);
    Matcher needs = NUMBER.matcher(wanted);
    if (has.matches() && needs.matches()) {
      int scale = Integer.parseInt(has.group(2));
      return scale == Integer.parseInt(needs.group(2))
          && Integer.parseInt(has.group(1)) >= Integer.parseInt(needs.group(1));
    }
    return wanted.equals(there) || (wanted.equals("VARCHAR") && there.startsWith("VARCHAR("));
  }
}
