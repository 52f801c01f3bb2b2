package trunkline.bridge.merge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import trunkline.bridge.state.Sql;

/** What a run knows about rows that share a match key: how many, and who survived. */
public record MergeGroups(long systemId, long runId) {
  /** The first migrated row of a group, with one hash for each field of the mapping. */
  public record Survivor(UUID matchKey, String sourceKey, List<Integer> fieldHashes) {
    public Survivor {
      fieldHashes = List.copyOf(fieldHashes);
    }

    /** The names of the fields in which another row is not like this one. */
    public List<String> differences(List<String> fields, List<Integer> others) {
      List<String> differing = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        if (!fieldHashes.get(i).equals(others.get(i))) {
          differing.add(fields.get(i));
        }
      }
      return differing;
    }
  }

  /** A row that lives on under another one's ids. */
  public record Merged(String sourceKey, String survivorKey, String rule, List<String> differs) {
    public Merged {
      differs = List.copyOf(differs);
    }
  }

  /** Remembers the size of each group; called once, before the load. */
  public void profile(Connection connection, Map<UUID, Integer> sizes) throws SQLException {
    List<UUID> keys = List.copyOf(sizes.keySet());
    Sql.update(
        connection,
        """
        INSERT INTO merge_group (run_id, match_key, size) SELECT ?, unnest(?), unnest(?)
        """,
        runId,
        connection.createArrayOf("uuid", keys.toArray()),
        connection.createArrayOf("integer", keys.stream().map(sizes::get).toArray()));
  }

  /** The size of every group of two or more. */
  public Map<UUID, Integer> sizes(Connection connection) throws SQLException {
    Map<UUID, Integer> sizes = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT match_key, size FROM merge_group WHERE run_id = ?")) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          sizes.put(result.getObject("match_key", UUID.class), result.getInt("size"));
        }
      }
    }
    return sizes;
  }

  /** The survivors of some groups, where there is one already. */
  public Map<UUID, Survivor> survivors(Connection connection, Collection<UUID> matchKeys)
      throws SQLException {
    Map<UUID, Survivor> survivors = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT match_key, source_key, field_hashes
            FROM survivor
            WHERE run_id = ? AND match_key = ANY (?)
            """)) {
      statement.setLong(1, runId);
      statement.setArray(2, connection.createArrayOf("uuid", matchKeys.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Survivor survivor = survivor(result);
          survivors.put(survivor.matchKey(), survivor);
        }
      }
    }
    return survivors;
  }

  public void add(Connection connection, Survivor survivor) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO survivor (run_id, match_key, source_key, field_hashes) VALUES (?, ?, ?, ?)",
        runId,
        survivor.matchKey(),
        survivor.sourceKey(),
        connection.createArrayOf("integer", survivor.fieldHashes().toArray()));
  }

  /** A row may have been merged by an earlier mapping too; the latest decision counts. */
  public void add(Connection connection, Merged merged) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO merged (system_id, source_key, survivor_key, rule, differs, run_id)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (system_id, source_key) DO UPDATE
        SET survivor_key = excluded.survivor_key, rule = excluded.rule,
            differs = excluded.differs, run_id = excluded.run_id
        """,
        systemId,
        merged.sourceKey(),
        merged.survivorKey(),
        merged.rule(),
        connection.createArrayOf("text", merged.differs().toArray()),
        runId);
  }

  /** Which of some rows this run has merged. */
  public Set<String> merged(Connection connection, Collection<String> sourceKeys)
      throws SQLException {
    Set<String> merged = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT source_key FROM merged
            WHERE system_id = ? AND run_id = ? AND source_key = ANY (?)
            """)) {
      statement.setLong(1, systemId);
      statement.setLong(2, runId);
      statement.setArray(3, connection.createArrayOf("text", sourceKeys.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          merged.add(result.getString("source_key"));
        }
      }
    }
    return merged;
  }

  /** Rows that have got ids of their own are merged no longer. */
  public void release(Connection connection, Collection<String> sourceKeys) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM merged WHERE system_id = ? AND source_key = ANY (?)",
        systemId,
        connection.createArrayOf("text", sourceKeys.toArray()));
  }

  private static Survivor survivor(ResultSet result) throws SQLException {
    return new Survivor(
        result.getObject("match_key", UUID.class),
        result.getString("source_key"),
        List.of((Integer[]) result.getArray("field_hashes").getArray()));
  }
}
