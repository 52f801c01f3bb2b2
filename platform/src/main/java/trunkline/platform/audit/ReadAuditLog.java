package trunkline.platform.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventSource;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.PlacedTable;
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
  private final PlacedTable reads;

  /**
   * @param service as the landing calls this log
   */
  public ReadAuditLog(String service, Database database) {
    this.service = service;
    this.database = database;
    this.reads =
        new PlacedTable(
            "read_audit",
            """
            tx::text, seq, tenant, at, correlation_id, subject, roles, resource_type,
            encode(sha256(convert_to(tenant || '/' || resource_id, 'UTF8')), 'hex'), results, masked""",
            this::event);
  }

  @Override
  public List<LogEvent> after(Position position, int limit) {
    return reads.after(database, position, limit);
  }

  private LogEvent event(ResultSet row) throws SQLException {
    Position position = Position.of(row, 1);
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
