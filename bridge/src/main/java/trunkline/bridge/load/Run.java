package trunkline.bridge.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.state.Sql;
import trunkline.platform.json.Json;

/**
 * One source, as it is, read by one mapping, as it is. Another file or another mapping is another
 * run; the keys of both meet in the id map of their system.
 *
 * @param profiled the merge groups are known
 * @param recount what the source was counted to be after the load; empty until then
 */
public record Run(
    long id, long systemId, Instant startedAt, boolean profiled, Optional<Tally> recount) {
  /**
   * The latest run of this source and mapping; begun now when there was none. {@code anew} begins
   * another round over the same source: what is on the platform already is recognised.
   */
  public static Run open(
      Connection connection, Mapping mapping, String tenant, String sourceIdentity, boolean anew)
      throws SQLException {
    long systemId = system(connection, tenant, mapping.name());
    Sql.update(
        connection,
        """
        INSERT INTO run (system_id, source_identity, mapping_version, mapping_sha256, round)
        SELECT ?, ?, ?, ?, coalesce(max(round) + ?, 0)
        FROM run
        WHERE system_id = ? AND source_identity = ? AND mapping_sha256 = ?
        ON CONFLICT DO NOTHING
        """,
        systemId,
        sourceIdentity,
        mapping.version(),
        mapping.sha256(),
        anew ? 1 : 0,
        systemId,
        sourceIdentity,
        mapping.sha256());
    return find(connection, systemId, mapping, sourceIdentity);
  }

  /** From now on the merge groups are known. */
  public void markProfiled(Connection connection) throws SQLException {
    Sql.update(connection, "UPDATE run SET profiled_at = now() WHERE id = ?", id);
  }

  /** Remembers what the source was counted to be. */
  public void remember(Connection connection, Tally recounted) throws SQLException {
    Sql.update(
        connection, "UPDATE run SET recount = ?::jsonb WHERE id = ?", Json.write(recounted), id);
  }

  /** The warehouse knows what has become of it. */
  public int markTold(Connection connection) throws SQLException {
    return Sql.update(connection, "UPDATE run SET told_at = clock_timestamp() WHERE id = ?", id);
  }

  /** Whether the warehouse was told after the last chunk. */
  public boolean isTold(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT told_at > coalesce((SELECT max(committed_at) FROM chunk WHERE run_id = run.id), started_at)
            FROM run
            WHERE id = ?
            """)) {
      statement.setLong(1, id);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  private static long system(Connection connection, String tenant, String name)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO system (tenant, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        tenant,
        name);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM system WHERE tenant = ? AND name = ?")) {
      statement.setString(1, tenant);
      statement.setString(2, name);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong("id");
      }
    }
  }

  private static Run find(
      Connection connection, long systemId, Mapping mapping, String sourceIdentity)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, started_at, profiled_at IS NOT NULL AS profiled, recount
            FROM run
            WHERE system_id = ? AND source_identity = ? AND mapping_sha256 = ?
            ORDER BY round DESC
            LIMIT 1
            """)) {
      statement.setLong(1, systemId);
      statement.setString(2, sourceIdentity);
      statement.setString(3, mapping.sha256());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return new Run(
            result.getLong("id"),
            systemId,
            result.getObject("started_at", OffsetDateTime.class).toInstant(),
            result.getBoolean("profiled"),
            Optional.ofNullable(result.getString("recount")).map(Run::tally));
      }
    }
  }

  static Tally tally(@Nullable String json) {
    try {
      return Json.mapper().readValue(json, Tally.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what we wrote ourselves does not parse", e);
    }
  }
}
