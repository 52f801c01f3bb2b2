package trunkline.warehouse.trino;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;

/** A connection to Trino. One thread at a time. */
public final class TrinoSession implements AutoCloseable {
  private final Connection connection;

  TrinoSession(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement to its end. */
  public void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows of a small result. */
  public List<List<@Nullable Object>> rows(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return EmbeddedEngine.rows(result);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
