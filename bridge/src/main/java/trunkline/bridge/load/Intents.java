package trunkline.bridge.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.bridge.state.Sql;

/**
 * What is about to be sent, written down before it is. After a crash it tells which rows may be on
 * the platform, and with what content: a row that changed or vanished meanwhile does not pass for
 * migrated.
 */
record Intents(long runId) {
  record Intent(String sourceKey, long contentHash) {}

  /** Adds intents. One that is there stays: it is the content that was sent first. */
  void add(Connection connection, List<Intent> intents) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO intent (run_id, source_key, content_hash)
        SELECT ?, unnest(?), unnest(?)
        ON CONFLICT DO NOTHING
        """,
        runId,
        connection.createArrayOf("text", intents.stream().map(Intent::sourceKey).toArray()),
        connection.createArrayOf("bigint", intents.stream().map(Intent::contentHash).toArray()));
  }

  /** What an earlier process meant to send and never settled. */
  Map<String, Long> unsettled(Connection connection) throws SQLException {
    Map<String, Long> intents = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT source_key, content_hash FROM intent WHERE run_id = ?")) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          intents.put(result.getString("source_key"), result.getLong("content_hash"));
        }
      }
    }
    return intents;
  }

  void settle(Connection connection, Collection<String> sourceKeys) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM intent WHERE run_id = ? AND source_key = ANY (?)",
        runId,
        connection.createArrayOf("text", sourceKeys.toArray()));
  }
}
