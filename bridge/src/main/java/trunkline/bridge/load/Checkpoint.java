package trunkline.bridge.load;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.source.Position;
import trunkline.bridge.state.Sql;
import trunkline.platform.json.Json;

/**
 * A stretch of the source that is settled for good.
 *
 * @param after the stretch begins after this
 * @param upTo and ends with this, inclusive
 */
public record Checkpoint(int number, Kind kind, Position after, Position upTo, Tally tally) {
  /** A repair settles rows that a load had rejected; it covers no stretch of the source. */
  public enum Kind {
    LOAD,
    REPAIR
  }

  /** Every checkpoint of a run, in order. */
  public static List<Checkpoint> list(Connection connection, long runId) throws SQLException {
    List<Checkpoint> list = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT number, kind, after_position, upto_position, tally
            FROM chunk
            WHERE run_id = ?
            ORDER BY number
            """)) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          list.add(read(result));
        }
      }
    }
    return list;
  }

  void add(Connection connection, long runId) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO chunk (run_id, number, kind, after_position, upto_position, tally)
        VALUES (?, ?, ?, ?, ?, ?::jsonb)
        """,
        runId,
        number,
        kind.name().toLowerCase(java.util.Locale.ROOT),
        connection.createArrayOf("text", after.parts().toArray()),
        connection.createArrayOf("text", upTo.parts().toArray()),
        Json.write(tally));
  }

  private static Checkpoint read(ResultSet result) throws SQLException {
    return new Checkpoint(
        result.getInt("number"),
        Kind.valueOf(result.getString("kind").toUpperCase(java.util.Locale.ROOT)),
        position(result.getArray("after_position")),
        position(result.getArray("upto_position")),
        Run.tally(result.getString("tally")));
  }

  private static Position position(Array parts) throws SQLException {
    return new Position(List.of((String[]) parts.getArray()));
  }
}
