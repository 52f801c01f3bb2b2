package trunkline.platform.tmf;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.database.Database;

/**
 * Stores many new resources, their events and their keys in one transaction; those whose key is
 * known are left alone.
 */
final class BulkStore {
  private final Database database;
  private final ResourceType type;
  private final String insert;

  BulkStore(Database database, ResourceType type) {
    this.database = database;
    this.type = type;
    insert =
        """
        WITH given AS (
          SELECT * FROM unnest(?, ?, ?, ?, CAST(? AS uuid[])) WITH ORDINALITY
            AS g (key, id, body_hash, body, event_id, place)
        ),
        common AS (SELECT CAST(? AS text) AS tenant, CAST(? AS timestamptz) AS at, CAST(? AS text) AS correlation_id),
        remembered AS (
          INSERT INTO idempotency (tenant, key, resource_type, resource_id, body_hash)
          SELECT tenant, key, ?, id, body_hash FROM given, common
          ON CONFLICT DO NOTHING
          RETURNING key, resource_id
        ),
        stored AS (
          INSERT INTO %s (tenant, id, version, created_at, updated_at, body)
          SELECT tenant, id, 1, at, at, CAST(body AS jsonb)
          FROM given JOIN remembered USING (key), common
        ),
        news AS (
          INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
          SELECT tenant, event_id, ?, at, correlation_id, ?, id, 1, CAST(body AS json)
          FROM given JOIN remembered USING (key), common
          ORDER BY place
        )
        SELECT key, resource_id FROM remembered
        """
            .formatted(type.table());
  }

  /** The keys that were new, with the ids that were given. Drafts have distinct keys. */
  Map<String, String> create(String tenant, List<Draft> drafts) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(insert)) {
            News first = drafts.getFirst().news();
            statement.setArray(
                1, Draft.column(connection, drafts, d -> d.key().orElseThrow().text()));
            statement.setArray(2, Draft.column(connection, drafts, Draft::id));
            statement.setArray(
                3, Draft.column(connection, drafts, d -> d.key().orElseThrow().bodyHash()));
            statement.setArray(4, Draft.column(connection, drafts, Draft::body));
            statement.setArray(5, Draft.column(connection, drafts, d -> d.news().eventId()));
            statement.setString(6, tenant);
            statement.setObject(7, ResourceStore.utc(first.time()));
            statement.setString(8, first.correlationId());
            statement.setString(9, type.name());
            statement.setString(10, first.eventType());
            statement.setString(11, type.name());
            var created = new HashMap<String, String>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              created.put(rows.getString(1), rows.getString(2));
            }
            return created;
          }
        });
  }
}
