package trunkline.platform.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventSource;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * The read audit as a log: each read is an event, so that a cursor can land it for the warehouse.
 *
 * <p>Of what was opened only a hash of its id leaves the service. Ids are random, so nobody finds
 * the id by the hash, and when a resource is erased and its id with it, nothing leads to whom the
 * reads were about. What stands in a list's query stays here.
 */
public final class ReadAuditLog implements EventSource {
  /** What the events are of. */
  static final String TYPE = "read";

  private final String service;
  private final Database database;

  /**
   * @param service as the landing calls this log
   */
  public ReadAuditLog(String service, Database database) {
    this.service = service;
    this.database = database;
  }

  @Override
  public List<LogEvent> after(Position position, int limit) {
    String sql =
        """
        SELECT tx::text, seq, tenant, at, correlation_id, subject, roles, resource_type,
               encode(sha256(convert_to(tenant || '/' || resource_id, 'UTF8')), 'hex'), results, masked
        FROM read_audit
        WHERE (tx, seq) > (CAST(? AS xid8), ?)
          AND tx < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY read_audit.tx, read_audit.seq
        LIMIT ?
        """;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Long.toString(position.tx()));
            statement.setLong(2, position.seq());
            statement.setInt(3, limit);
            ResultSet rows = statement.executeQuery();
            var events = new ArrayList<LogEvent>();
            while (rows.next()) {
              events.add(event(rows));
            }
            return events;
          }
        });
  }

  private LogEvent event(ResultSet row) throws SQLException {
    var position = new Position(Long.parseUnsignedLong(row.getString(1)), row.getLong(2));
    String opened = row.getString(9);
    ObjectNode read =
        Json.mapper()
            .createObjectNode()
            .put("reader", row.getString(6))
            .put("roles", row.getString(7))
            .put("resourceType", row.getString(8))
            .put("results", row.getInt(10))
            .put("masked", row.getBoolean(11));
    if (opened != null) {
      read.put("opened", opened);
    }
    return new LogEvent(
        position,
        row.getString(3),
        eventId(position),
        "ReadCreateEvent",
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getString(5),
        TYPE,
        opened == null ? "list" : opened,
        1,
        Json.write(read));
  }

  /** The same whenever the log is read again. */
  private String eventId(Position position) {
    String place = service + "/" + position.text();
    return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
