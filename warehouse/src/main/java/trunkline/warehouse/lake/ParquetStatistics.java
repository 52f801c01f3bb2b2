package trunkline.warehouse.lake;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** What the engine says about the columns of a file it wrote; lets readers skip whole files. */
public record ParquetStatistics(Map<String, Map<String, String>> byColumn) {
  public ParquetStatistics {
    byColumn = Map.copyOf(byColumn);
  }

  static ParquetStatistics of(Map<?, ?> returned) {
    Map<String, Map<String, String>> byColumn = new HashMap<>();
    returned.forEach(
        (column, values) -> {
          Map<String, String> texts = new HashMap<>();
          ((Map<?, ?>) values).forEach((k, v) -> texts.put(k.toString(), unquoted(v.toString())));
          byColumn.put(column.toString().replace("\"", ""), texts);
        });
    return new ParquetStatistics(byColumn);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** How many rows have no value there. */
  public long nulls(String column) {
    return number(column, "null_count").orElse(0L);
  }

  Metrics metrics(Schema schema, long rows) {
    Map<Integer, Long> sizes = new HashMap<>();
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    for (Types.NestedField column : schema.columns()) {
      int id = column.fieldId();
      number(column.name(), "column_size_bytes").ifPresent(v -> sizes.put(id, v));
      number(column.name(), "num_values").ifPresent(v -> values.put(id, v));
      number(column.name(), "null_count").ifPresent(v -> nulls.put(id, v));
      bound(column, "min").ifPresent(v -> lower.put(id, v));
      bound(column, "max").ifPresent(v -> upper.put(id, v));
    }
    return new Metrics(rows, sizes, values, nulls, null, lower, upper);
  }

  private Optional<Long> number(String column, String key) {
    return Optional.ofNullable(byColumn.getOrDefault(column, Map.of()).get(key)).map(Long::valueOf);
  }

  /**
   * Bounds of numbers and times only: nobody skips files by those of texts, and a text may be
   * somebody's. The path in a delete file is nobody's, and says which data file it is about.
   */
  private Optional<ByteBuffer> bound(Types.NestedField column, String side) {
    Map<String, String> said = byColumn.getOrDefault(column.name(), Map.of());
    String text = said.get(side);
    if (text == null || !"true".equals(said.get(side + "_is_exact"))) {
      return Optional.empty();
    }
    return switch (column.type().typeId()) {
      case INTEGER -> Optional.of(bytes(column.type(), Integer.valueOf(text)));
      case LONG -> Optional.of(bytes(column.type(), Long.valueOf(text)));
      case DATE -> Optional.of(converted(column.type(), text));
      case TIMESTAMP -> Optional.of(converted(column.type(), instant(text)));
      case STRING ->
          column.fieldId() == MetadataColumns.DELETE_FILE_PATH.fieldId()
              ? Optional.of(bytes(column.type(), text))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static ByteBuffer converted(Type type, String text) {
    return bytes(type, Literal.of(text).to(type).value());
  }

  private static ByteBuffer bytes(Type type, Object value) {
    return Conversions.toByteBuffer(type, value);
  }

  /** {@code 2026-01-31 10:00:00+00} becomes {@code 2026-01-31T10:00:00+00:00}. */
  private static String instant(String text) {
    String iso = text.replace(' ', 'T');
    return iso.endsWith("+00") ? iso + ":00" : iso;
  }
}
