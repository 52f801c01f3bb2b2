package trunkline.platform.tmf;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import trunkline.platform.database.Database;

/**
 * The rows of one resource type. Every change writes the row and its event in one statement, so
 * neither is ever without the other; a change is written against the version it was decided on, so
 * events of one resource stand in the log in the order of its versions (decisions/0003).
 */
final class ResourceStore {
  private final Database database;
  private final ResourceType type;
  private final String select;
  private final String insert;
  private final String insertKeyed;
  private final String update;
  private final String delete;

  ResourceStore(Database database, ResourceType type) {
    this.database = database;
    this.type = type;
    // a table's name is ours, from the resource type; nothing a caller sent is ever part of a
    // statement's text
    String table = type.table();
    select = "SELECT id, version, body::text FROM %s WHERE id = ?".formatted(table);
    insert =
        """
        WITH given AS (SELECT CAST(? AS text) AS tenant, CAST(? AS text) AS id, CAST(? AS timestamptz) AS at, CAST(? AS text) AS body),
        stored AS (
          INSERT INTO %s (tenant, id, version, created_at, updated_at, body)
          SELECT tenant, id, 1, at, at, CAST(body AS jsonb) FROM given
        )
        INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
        SELECT tenant, CAST(? AS uuid), ?, at, ?, ?, id, 1, CAST(body AS json) FROM given
        """
            .formatted(table);
    insertKeyed =
        insert.replace(
            "stored AS (",
            """
            remembered AS (
              INSERT INTO idempotency (tenant, key, resource_type, resource_id, body_hash)
              SELECT tenant, ?, ?, id, ? FROM given
            ),
            stored AS (""");
    update =
        """
        WITH changed AS (
          UPDATE %s SET version = version + 1, updated_at = ?, body = CAST(? AS jsonb)
          WHERE id = ? AND version = ?
          RETURNING tenant, id, version, updated_at
        )
        INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
        SELECT tenant, CAST(? AS uuid), ?, updated_at, ?, ?, id, version, CAST(? AS json) FROM changed
        """
            .formatted(table);
    delete =
        """
        WITH gone AS (
          DELETE FROM %s WHERE id = ? AND version = ? RETURNING tenant, id, version, body
        )
        INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
        SELECT tenant, CAST(? AS uuid), ?, CAST(? AS timestamptz), ?, ?, id, version + 1, CAST(body AS json) FROM gone
        """
            .formatted(table);
  }

  Optional<Stored> find(String tenant, String id) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, id);
            ResultSet row = statement.executeQuery();
            return row.next() ? Optional.of(stored(row)) : Optional.empty();
          }
        });
  }

  static Stored stored(ResultSet row) throws SQLException {
    return new Stored(row.getString(1), row.getLong(2), row.getString(3));
  }

  /**
   * Stores a new resource; a key that is known already fails as a duplicate ({@link
   * trunkline.platform.database.DatabaseFailure#isDuplicate}).
   */
  void create(String tenant, Draft draft) {
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(draft.key().isPresent() ? insertKeyed : insert)) {
            int i = 1;
            statement.setString(i++, tenant);
            statement.setString(i++, draft.id());
            statement.setObject(i++, utc(draft.news().time()));
            statement.setString(i++, draft.body());
            if (draft.key().isPresent()) {
              statement.setString(i++, draft.key().get().text());
              statement.setString(i++, type.name());
              statement.setString(i++, draft.key().get().bodyHash());
            }
            statement.setString(i++, draft.news().eventId());
            statement.setString(i++, draft.news().eventType());
            statement.setString(i++, draft.news().correlationId());
            statement.setString(i, type.name());
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Replaces a resource's body; false when it no longer has the version that the change was decided
   * on.
   */
  boolean update(String tenant, Stored before, String body, News news) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setObject(1, utc(news.time()));
            statement.setString(2, body);
            statement.setString(3, before.id());
            statement.setLong(4, before.version());
            statement.setString(5, news.eventId());
            statement.setString(6, news.eventType());
            statement.setString(7, news.correlationId());
            statement.setString(8, type.name());
            statement.setString(9, body);
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** Deletes a resource; false when it no longer has that version. */
  boolean delete(String tenant, Stored before, News news) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, before.id());
            statement.setLong(2, before.version());
            statement.setString(3, news.eventId());
            statement.setString(4, news.eventType());
            statement.setObject(5, utc(news.time()));
            statement.setString(6, news.correlationId());
            statement.setString(7, type.name());
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** A referring resource that still has the id, if any. */
  Optional<Referrer> findReferrer(String tenant, String id) {
    return database.call(
        tenant,
        connection -> {
          for (Referrer referrer : type.referrers()) {
            if (refers(connection, referrer, id)) {
              return Optional.of(referrer);
            }
          }
          return Optional.empty();
        });
  }

  /**
   * A resource of another service that keeps this one from being deleted, as far as its log has
   * come here ({@code trunkline.platform.tmf.reference}): {@code product} of {@code subscription}.
   */
  Optional<String> findForeignReferrer(String tenant, String id) {
    String sql = "SELECT resource_type, service FROM foreign_reference WHERE target_id = ? LIMIT 1";
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            ResultSet row = statement.executeQuery();
            return row.next()
                ? Optional.of(row.getString(1) + " of " + row.getString(2))
                : Optional.empty();
          }
        });
  }

  private static boolean refers(Connection connection, Referrer referrer, String id)
      throws SQLException {
    String sql =
        "SELECT 1 FROM %s WHERE %s = ? LIMIT 1".formatted(referrer.table(), referrer.column());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      return statement.executeQuery().next();
    }
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
