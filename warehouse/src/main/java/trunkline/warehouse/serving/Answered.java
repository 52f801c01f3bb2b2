package trunkline.warehouse.serving;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EngineFailure;

/**
 * An answer that lies ready in the engine, its rows counted. It can be read once, while the query
 * has its turn.
 *
 * @param isCut whether there were more rows than these
 */
record Answered(UUID id, List<String> columns, long rows, boolean isCut, PreparedStatement select)
    implements AutoCloseable {
  Answered {
    columns = List.copyOf(columns);
  }

  /**
   * One whose columns are named as the engine names them.
   *
   * @param select gives the rows
   */
  static Answered of(UUID id, long rows, boolean isCut, PreparedStatement select) {
    try {
      ResultSetMetaData found = select.getMetaData();
      List<String> columns = new ArrayList<>(found.getColumnCount());
      for (int i = 1; i <= found.getColumnCount(); i++) {
        columns.add(found.getColumnLabel(i));
      }
      return new Answered(id, columns, rows, isCut, select);
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  /** What is done with each row. */
  @FunctionalInterface
  interface RowReader {
    void read(List<@Nullable Object> row) throws IOException;
  }

  /** What is done with an answer, as long as it lies ready. */
  @FunctionalInterface
  interface Receiver {
    void receive(Answered answer) throws IOException;
  }

  void each(RowReader reader) throws IOException {
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
          row.add(result.getObject(i));
        }
        reader.read(row);
      }
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  @Override
  public void close() {
    try {
      select.close();
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }
}
