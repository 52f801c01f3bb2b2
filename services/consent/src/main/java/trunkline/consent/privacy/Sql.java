package trunkline.consent.privacy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;

/** Statements of one line of Java: values are bound in the order in which they are given. */
record Sql(Database database) {
  /** What a row becomes. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> Optional<T> first(String tenant, String sql, Row<T> reader, @Nullable Object... values) {
    return all(tenant, sql, reader, values).stream().findFirst();
  }

  <T> List<T> all(String tenant, String sql, Row<T> reader, @Nullable Object... values) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            var found = new ArrayList<T>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              found.add(reader.read(rows));
            }
            return found;
          }
        });
  }

  /** How many rows it changed. */
  int update(String tenant, String sql, @Nullable Object... values) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
          }
        });
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case String[] texts ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
        case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
        case Object value -> statement.setObject(i + 1, value);
      }
    }
  }
}
