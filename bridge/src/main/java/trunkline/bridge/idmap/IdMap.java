package trunkline.bridge.idmap;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.bridge.state.Sql;

/** Which legacy key became which platform id. */
public record IdMap(long systemId) {
  /**
   * One resource of one row.
   *
   * @param contentHash what the row gave to the resource when it was written
   * @param runId the run that wrote it
   */
  public record Entry(
      String sourceKey, String resource, String platformId, long contentHash, long runId) {}

  /** The entries of some rows, by source key. */
  public Map<String, List<Entry>> find(Connection connection, Collection<String> sourceKeys)
      throws SQLException {
    Map<String, List<Entry>> found = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT source_key, resource, platform_id, content_hash, run_id
            FROM id_map
            WHERE system_id = ? AND source_key = ANY (?)
            """)) {
      statement.setLong(1, systemId);
      statement.setArray(2, connection.createArrayOf("text", sourceKeys.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Entry entry = entry(result);
          found.computeIfAbsent(entry.sourceKey(), _ -> new ArrayList<>()).add(entry);
        }
      }
    }
    return found;
  }

  /**
   * Adds entries. A key or a platform id that is there already fails the whole transaction: the map
   * is unique in both directions.
   */
  public void add(Connection connection, List<Entry> entries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO id_map
              (system_id, source_key, resource, platform_id, content_hash, run_id, seen_run_id)
            SELECT ?, key, resource, id, hash, run, run
            FROM unnest(?, ?, ?, ?, ?) AS entry (key, resource, id, hash, run)
            """)) {
      statement.setLong(1, systemId);
      statement.setArray(2, array(connection, "text", entries, Entry::sourceKey));
      statement.setArray(3, array(connection, "text", entries, Entry::resource));
      statement.setArray(4, array(connection, "text", entries, Entry::platformId));
      statement.setArray(5, array(connection, "bigint", entries, Entry::contentHash));
      statement.setArray(6, array(connection, "bigint", entries, Entry::runId));
      statement.executeUpdate();
    }
  }

  /** Notes that a run's source still has these rows. */
  public void seen(Connection connection, Collection<String> sourceKeys, long runId)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE id_map SET seen_run_id = ? WHERE system_id = ? AND source_key = ANY (?)",
        runId,
        systemId,
        connection.createArrayOf("text", sourceKeys.toArray()));
  }

  /**
   * How many rows came from the run's source earlier and were not met by it: deleted, excluded or
   * given another key after they had been migrated.
   */
  public long countGone(Connection connection, long runId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(DISTINCT id_map.source_key)
            FROM id_map
            JOIN run AS origin ON origin.id = id_map.run_id
            JOIN run AS this ON this.system_id = origin.system_id
              AND this.source_identity = origin.source_identity
            WHERE this.id = ? AND id_map.seen_run_id < this.id
            """)) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  /** How many ids a run has got; must be what its chunks have counted. */
  public long count(Connection connection, long runId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT count(*) FROM id_map WHERE run_id = ?")) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static Entry entry(ResultSet result) throws SQLException {
    return new Entry(
        result.getString("source_key"),
        result.getString("resource"),
        result.getString("platform_id"),
        result.getLong("content_hash"),
        result.getLong("run_id"));
  }

  private static Array array(
      Connection connection,
      String type,
      List<Entry> entries,
      java.util.function.Function<Entry, Object> part)
      throws SQLException {
    return connection.createArrayOf(type, entries.stream().map(part).toArray());
  }
}
