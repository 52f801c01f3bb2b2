package trunkline.search.projection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Rows as arrays, one for each column: many rows in one statement. */
final class Columns {
  private Columns() {}

  /** Binds each column of the rows as a text array, from parameter {@code first} on. */
  @SafeVarargs
  static <R> void set(
      PreparedStatement statement, int first, List<R> rows, Function<R, String>... columns)
      throws SQLException {
    for (int i = 0; i < columns.length; i++) {
      String[] values = rows.stream().map(columns[i]).toArray(String[]::new);
      statement.setArray(first + i, statement.getConnection().createArrayOf("text", values));
    }
  }
}
