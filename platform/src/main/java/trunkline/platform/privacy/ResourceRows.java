package trunkline.platform.privacy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.database.Database;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.ResourceType;

/**
 * The rows of resources past every rule that a caller is held to: an erasure neither asks a schema
 * nor who still refers. Each change appends its event; the caller's transaction holds them
 * together.
 */
final class ResourceRows {
  /** A row as it stands, locked. */
  record Row(long version, String body, Instant updatedAt) {}

  private final Database database;

  ResourceRows(Database database) {
    this.database = database;
  }

  /** The row, which nobody else changes until the transaction ends. */
  Optional<Row> lock(String tenant, ResourceType type, String id) {
    String sql =
        "SELECT version, body::text, updated_at FROM %s WHERE tenant = ? AND id = ? FOR UPDATE"
            .formatted(type.table());
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            ResultSet row = statement.executeQuery();
            return row.next()
                ? Optional.of(
                    new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                : Optional.empty();
          }
        });
  }

  void delete(String tenant, ResourceType type, String id) {
    String sql = "DELETE FROM %s WHERE tenant = ? AND id = ?".formatted(type.table());
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            return statement.executeUpdate();
          }
        });
  }

  void replace(String tenant, ResourceType type, String id, String body, Instant now) {
    String sql =
        """
        UPDATE %s SET version = version + 1, updated_at = ?, body = CAST(? AS jsonb)
        WHERE tenant = ? AND id = ?
        """
            .formatted(type.table());
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setString(2, body);
            statement.setString(3, tenant);
            statement.setString(4, id);
            return statement.executeUpdate();
          }
        });
  }

  /** Of these resources those that are in one of these states. */
  List<String> inStates(
      String tenant, ResourceType type, Collection<String> ids, Set<String> states) {
    String attribute = type.lifecycle().orElseThrow().attribute();
    String sql =
        "SELECT id FROM %s WHERE tenant = ? AND id = ANY (?) AND body ->> ? = ANY (?) ORDER BY id"
            .formatted(type.table());
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            statement.setString(3, attribute);
            statement.setArray(4, connection.createArrayOf("text", states.toArray()));
            return texts(statement.executeQuery());
          }
        });
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    var texts = new ArrayList<String>();
    while (rows.next()) {
      texts.add(rows.getString(1));
    }
    return texts;
  }

  /** An event about to be appended. */
  record News(
      String eventType,
      Instant time,
      String correlationId,
      String resourceType,
      String resourceId,
      long version,
      String body) {}

  Position append(String tenant, News news) {
    String sql =
        """
        INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
        VALUES (?, CAST(? AS uuid), ?, ?, ?, ?, ?, ?, CAST(? AS json))
        RETURNING tx::text, seq
        """;
    return database.call(tenant, connection -> append(connection, sql, tenant, news));
  }

  private static Position append(Connection connection, String sql, String tenant, News news)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant);
      statement.setString(2, UuidCreator.getTimeOrderedEpochFast().toString());
      statement.setString(3, news.eventType());
      statement.setObject(4, news.time().atOffset(ZoneOffset.UTC));
      statement.setString(5, news.correlationId());
      statement.setString(6, news.resourceType());
      statement.setString(7, news.resourceId());
      statement.setLong(8, news.version());
      statement.setString(9, news.body());
      ResultSet row = statement.executeQuery();
      row.next();
      return Position.of(row, 1);
    }
  }
}
