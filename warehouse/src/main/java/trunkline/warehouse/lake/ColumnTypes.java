package trunkline.warehouse.lake;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The types that both the tables and the engine have, under each one's name. */
public final class ColumnTypes {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(([0-9]+),\\s*([0-9]+)\\)");
  private static final Map<String, Type> BY_ENGINE_NAME =
      Map.of(
          "VARCHAR", Types.StringType.get(),
          "BIGINT", Types.LongType.get(),
          "INTEGER", Types.IntegerType.get(),
          "BOOLEAN", Types.BooleanType.get(),
          "DOUBLE", Types.DoubleType.get(),
          "DATE", Types.DateType.get(),
          "TIMESTAMP", Types.TimestampType.withoutZone(),
          "TIMESTAMP WITH TIME ZONE", Types.TimestampType.withZone());

  private ColumnTypes() {}

  static Optional<Type> fromEngine(String name) {
    var decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      return Optional.of(
          Types.DecimalType.of(
              Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))));
    }
    return Optional.ofNullable(BY_ENGINE_NAME.get(name));
  }

  public static Optional<String> toEngine(Type type) {
    if (type instanceof Types.DecimalType decimal) {
      return Optional.of("DECIMAL(%d,%d)".formatted(decimal.precision(), decimal.scale()));
    }
    return BY_ENGINE_NAME.entrySet().stream()
        .filter(entry -> entry.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
