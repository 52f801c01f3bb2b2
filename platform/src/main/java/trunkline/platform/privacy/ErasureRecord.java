package trunkline.platform.privacy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.platform.log.Position;

/** How far each erasure is in this service; what it says survives the process. */
final class ErasureRecord {
  /** What became of a resource. */
  enum Outcome {
    DELETED,
    PSEUDONYMISED,
    /** Somebody else's: only what it said about the person went. */
    STRIPPED,
    /** No resource: rows of a part of the service. */
    WIPED
  }

  record Item(ResourceKey resource, Outcome outcome, Optional<LocalDate> keptUntil) {}

  /**
   * @param instructions how many instructions stand in the log
   * @param instruction position of the last of them
   * @param landed whether the landing is clean up to there
   * @param batches how many batches were rewritten
   */
  record State(long instructions, Position instruction, boolean landed, long batches) {}

  private final Database database;

  ErasureRecord(Database database) {
    this.database = database;
  }

  /** Begins, or finds what was begun; locks it against a second call until the transaction ends. */
  State begin(String tenant, String requestId) {
    execute(
        tenant,
        "INSERT INTO erasure (tenant, request_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        requestId);
    String sql =
        """
        SELECT instructions, tx::text, seq, landed, batches FROM erasure
        WHERE tenant = ? AND request_id = ? FOR UPDATE
        """;
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, requestId);
            ResultSet row = statement.executeQuery();
            row.next();
            return new State(
                row.getLong(1), Position.of(row, 2), row.getBoolean(4), row.getLong(5));
          }
        });
  }

  List<Item> items(String tenant, String requestId) {
    return items(tenant, requestId, "");
  }

  /** Those that no instruction names yet. */
  List<Item> uninstructed(String tenant, String requestId) {
    return items(tenant, requestId, " AND NOT instructed");
  }

  private List<Item> items(String tenant, String requestId, String condition) {
    String sql =
        """
        SELECT resource_type, resource_id, outcome, kept_until FROM erasure_item
        WHERE tenant = ? AND request_id = ?%s ORDER BY resource_type, resource_id
        """
            .formatted(condition);
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, requestId);
            return items(statement.executeQuery());
          }
        });
  }

  private static List<Item> items(ResultSet rows) throws SQLException {
    var items = new ArrayList<Item>();
    while (rows.next()) {
      items.add(
          new Item(
              new ResourceKey(rows.getString(1), rows.getString(2)),
              Outcome.valueOf(rows.getString(3)),
              Optional.ofNullable(rows.getObject(4, LocalDate.class))));
    }
    return items;
  }

  /** Notes what became of a resource; it takes the place of what was noted before. */
  void settle(String tenant, String requestId, Item item, boolean instructed) {
    String sql =
        """
        INSERT INTO erasure_item (tenant, request_id, resource_type, resource_id, outcome, kept_until, instructed)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, request_id, resource_type, resource_id)
        DO UPDATE SET outcome = excluded.outcome, kept_until = excluded.kept_until, instructed = excluded.instructed
        """;
    @Nullable LocalDate until = item.keptUntil().orElse(null);
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, requestId);
            statement.setString(3, item.resource().type());
            statement.setString(4, item.resource().id());
            statement.setString(5, item.outcome().name());
            statement.setObject(6, until);
            statement.setBoolean(7, instructed);
            return statement.executeUpdate();
          }
        });
  }

  /** All that was settled so far is in the log's instruction at this position. */
  void instructed(String tenant, String requestId, Position position) {
    execute(
        tenant,
        "UPDATE erasure_item SET instructed = true WHERE tenant = ? AND request_id = ?",
        requestId);
    execute(
        tenant,
        """
        UPDATE erasure SET tx = CAST('%d' AS xid8), seq = %d, landed = false, instructions = instructions + 1
        WHERE tenant = ? AND request_id = ?
        """
            .formatted(position.tx(), position.seq()),
        requestId);
  }

  /** No batch before the instruction holds the person any more; so many were rewritten for that. */
  void landed(String tenant, String requestId, long batches) {
    execute(
        tenant,
        "UPDATE erasure SET landed = true, batches = batches + %d WHERE tenant = ? AND request_id = ?"
            .formatted(batches),
        requestId);
  }

  private void execute(String tenant, String sql, String requestId) {
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, requestId);
            return statement.executeUpdate();
          }
        });
  }
}
