package trunkline.warehouse.serving;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;

/**
 * An answer that lies ready in the engine, its rows counted. It can be read once, while the query
 * has its turn.
 *
 * @param isCut whether there were more rows than these
 */
record Answered(
    UUID id,
    List<String> columns,
    List<String> tables,
    long rows,
    boolean isCut,
    EmbeddedEngine engine,
    String select) {
  Answered {
    columns = List.copyOf(columns);
    tables = List.copyOf(tables);
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
    try (var statement = engine.connection().createStatement();
        ResultSet result = statement.executeQuery(select)) {
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
}
