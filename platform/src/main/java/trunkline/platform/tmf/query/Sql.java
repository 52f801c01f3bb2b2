package trunkline.platform.tmf.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL and the values bound in it. Text is only ever our own; whatever a caller wrote is
 * a value.
 */
public record Sql(String text, List<Object> values) {
  public Sql {
    values = List.copyOf(values);
  }

  static Sql of(String text, Object... values) {
    return new Sql(text, List.of(values));
  }

  static Sql join(String separator, List<Sql> parts) {
    var values = new ArrayList<>();
    parts.forEach(part -> values.addAll(part.values()));
    return new Sql(String.join(separator, parts.stream().map(Sql::text).toList()), values);
  }

  /** This and what goes on behind it. */
  public Sql and(Sql next) {
    return join("", List.of(this, next));
  }

  /** Binds the values from parameter {@code first}; answers the number of the next parameter. */
  public int bind(PreparedStatement statement, int first) throws SQLException {
    int index = first;
    for (Object value : values) {
      if (value instanceof String[] texts) {
        statement.setArray(index++, statement.getConnection().createArrayOf("text", texts));
      } else {
        statement.setObject(index++, value);
      }
    }
    return index;
  }
}
