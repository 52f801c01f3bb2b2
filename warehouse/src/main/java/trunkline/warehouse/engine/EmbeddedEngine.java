package trunkline.warehouse.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB in memory. It holds nothing that outlives it: the lake is the truth, so any number of
 * processes work at once and none waits for a database file. One thread at a time.
 */
public final class EmbeddedEngine implements AutoCloseable {
  private static final String IN_UTC = "SET TimeZone = 'UTC'";

  /**
   * Of Parquet files with a given schema it takes each for one row, and so would build its hash
   * tables of the large side of a join: the right side is built, as the SQL has it.
   */
  private static final String JOINS_AS_WRITTEN =
      "SET disabled_optimizers = 'build_side_probe_side'";

  private final Connection connection;

  private EmbeddedEngine(Connection connection) {
    this.connection = connection;
  }

  public static EmbeddedEngine open(EngineSettings settings) {
    var properties = new Properties();
    properties.setProperty("memory_limit", settings.memory());
    properties.setProperty("temp_directory", settings.spillFolder().toString());
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "false");
    if (settings.threads() > 0) {
      properties.setProperty("threads", Integer.toString(settings.threads()));
    }
    try {
      var engine = new EmbeddedEngine(DriverManager.getConnection("jdbc:duckdb:", properties));
      engine.execute(IN_UTC);
      engine.execute(JOINS_AS_WRITTEN);
      return engine;
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  /** Another one on the same tables, for another thread. It ends with this one, or before. */
  public EmbeddedEngine fork() {
    try {
      var fork = new EmbeddedEngine(connection.unwrap(DuckDBConnection.class).duplicate());
      fork.execute(IN_UTC);
      return fork;
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  /** The connection itself, for what needs a cursor or an appender. */
  public Connection connection() {
    return connection;
  }

  public void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  /** All rows of a small result. */
  public List<List<@Nullable Object>> rows(String sql, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  /** The number in the only row and column; an empty sum is zero. */
  public java.math.BigDecimal number(String sql) {
    return number(rows(sql).getFirst().getFirst());
  }

  /** A number out of a result; nothing is zero. */
  public static java.math.BigDecimal number(@Nullable Object value) {
    return value == null
        ? java.math.BigDecimal.ZERO
        : new java.math.BigDecimal(value.toString()).stripTrailingZeros();
  }

  /** All rows of any engine's small result. */
  public static List<List<@Nullable Object>> rows(ResultSet result) throws SQLException {
    int width = result.getMetaData().getColumnCount();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>(width);
      for (int i = 1; i <= width; i++) {
        row.add(result.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }
}
