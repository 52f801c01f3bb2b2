package trunkline.bridge.source;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that page through a table or query by its key, in PostgreSQL's dialect. Names come
 * from the mapping and are quoted; values are always bound.
 */
public record KeysetSql(String from, List<String> keyColumns) {
  public KeysetSql {
    keyColumns = List.copyOf(keyColumns);
  }

  /** Pages through {@code schema.table}. */
  public static KeysetSql table(String name, List<String> keyColumns) {
    String quoted =
        List.of(name.split("\\.")).stream().map(KeysetSql::quote).collect(Collectors.joining("."));
    return new KeysetSql(quoted, keyColumns);
  }

  /** Pages through a query that the mapping's author wrote. */
  public static KeysetSql query(String text, List<String> keyColumns) {
    return new KeysetSql("(" + text.strip().replaceAll(";$", "") + ")", keyColumns);
  }

  String describe() {
    return "SELECT source.* FROM %s AS source WHERE false".formatted(from);
  }

  String count() {
    return "SELECT count(*) FROM %s AS source".formatted(from);
  }

  String nullKeys() {
    String anyNull =
        keyColumns.stream().map(c -> quote(c) + " IS NULL").collect(Collectors.joining(" OR "));
    return "SELECT count(*) FROM %s AS source WHERE %s".formatted(from, anyNull);
  }

  String repeatedKeys() {
    return "SELECT count(*) FROM (SELECT 1 FROM %s AS source GROUP BY %s HAVING count(*) > 1) AS repeated"
        .formatted(from, key());
  }

  String page(boolean continued, int limit) {
    String where = continued ? "WHERE (%s) > (%s)".formatted(key(), marks()) : "";
    return "SELECT source.* FROM %s AS source %s ORDER BY %s LIMIT %d"
        .formatted(from, where, key(), limit);
  }

  String range(boolean continued) {
    String after = continued ? "(%s) > (%s) AND ".formatted(key(), marks()) : "";
    return "SELECT source.* FROM %s AS source WHERE %s(%s) <= (%s) ORDER BY %s"
        .formatted(from, after, key(), marks(), key());
  }

  private String key() {
    return keyColumns.stream().map(KeysetSql::quote).collect(Collectors.joining(", "));
  }

  private String marks() {
    return String.join(", ", Collections.nCopies(keyColumns.size(), "?"));
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
