package trunkline.warehouse.engine;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values written into DuckDB statements that take no parameters, such as COPY and CREATE VIEW. */
public final class Literal {
  private Literal() {}

  /** {@code it's} becomes {@code 'it''s'}. */
  public static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }

  /** A quoted identifier. */
  public static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  public static String list(Collection<?> values) {
    return values.stream().map(Literal::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
