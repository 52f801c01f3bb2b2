package trunkline.bridge.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.state.Sql;
import trunkline.platform.json.Json;

/** The rejected rows of one run. The file that people see is written from here, all at once. */
public record Quarantine(long runId) {
  /**
   * A row in quarantine.
   *
   * @param number its name in the quarantine file
   */
  public record Held(
      long number,
      String sourceKey,
      List<Problem> problems,
      List<String> written,
      Map<String, @Nullable String> values) {
    public Held {
      problems = List.copyOf(problems);
      written = List.copyOf(written);
    }
  }

  public void add(Connection connection, Rejection rejection) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO rejected (run_id, source_key, problems, written, source_row)
        VALUES (?, ?, ?::jsonb, ?, ?::json)
        """,
        runId,
        rejection.row().key(),
        Json.write(rejection.problems()),
        connection.createArrayOf("text", rejection.written().toArray()),
        Json.write(rejection.values()));
  }

  public Optional<Held> find(Connection connection, long number) throws SQLException {
    List<Held> found = new ArrayList<>();
    read(
        connection,
        """
        SELECT id, source_key, problems, written, source_row FROM rejected
        WHERE run_id = ? AND id = ?
        """,
        number,
        found::add);
    return found.stream().findFirst();
  }

  /** Every row in quarantine, in the order in which they came. */
  public void each(Connection connection, Consumer<Held> each) throws SQLException {
    read(
        connection,
        """
        SELECT id, source_key, problems, written, source_row FROM rejected
        WHERE run_id = ? AND id > ? ORDER BY id
        """,
        0,
        each);
  }

  public void release(Connection connection, long number) throws SQLException {
    Sql.update(connection, "DELETE FROM rejected WHERE run_id = ? AND id = ?", runId, number);
  }

  public long count(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT count(*) FROM rejected WHERE run_id = ?")) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private void read(Connection connection, String sql, long number, Consumer<Held> each)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(1000);
      statement.setLong(1, runId);
      statement.setLong(2, number);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          each.accept(held(result));
        }
      }
    }
  }

  private static Held held(ResultSet result) throws SQLException {
    try {
      return new Held(
          result.getLong("id"),
          result.getString("source_key"),
          Json.mapper()
              .readValue(result.getString("problems"), new TypeReference<List<Problem>>() {}),
          List.of((String[]) result.getArray("written").getArray()),
          Json.mapper()
              .readValue(
                  result.getString("source_row"),
                  new TypeReference<Map<String, @Nullable String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what we wrote ourselves does not parse", e);
    }
  }
}
