package trunkline.platform.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.ResourceType;

/** What a service's table holds of one type and tenant, and what its log tells of it. */
public final class StoredResources {
  private final DatabaseAccess database;
  private final ResourceType type;
  private final String tenant;

  public StoredResources(ServiceUnderTest service, ResourceType type, String tenant) {
    this.database = service.database();
    this.type = type;
    this.tenant = tenant;
  }

  /** The documents by id, as they stand in the table. */
  public Map<String, JsonNode> rows() throws SQLException {
    var rows = new HashMap<String, JsonNode>();
    String sql = "SELECT id, body::text FROM %s WHERE tenant = ?".formatted(type.table());
    read(sql, row -> rows.put(row.getString(1), Json.parse(row.getString(2))));
    return rows;
  }

  /** The same as the log alone tells it; fails where a step is not one of the life cycle. */
  public Map<String, JsonNode> replayed() throws SQLException {
    var resources = new HashMap<String, JsonNode>();
    read(
        "SELECT resource_id, resource::text, event_type FROM event WHERE tenant = ? ORDER BY tx, seq",
        row -> {
          JsonNode after = Json.parse(row.getString(2));
          JsonNode before = resources.put(row.getString(1), after);
          if (before != null) {
            assertLegal(before, after);
          }
          if (row.getString(3).equals(type.eventType("Delete"))) {
            resources.remove(row.getString(1));
          }
        });
    return resources;
  }

  private void assertLegal(JsonNode before, JsonNode after) {
    type.lifecycle()
        .ifPresent(
            lifecycle -> {
              String from = before.path(lifecycle.attribute()).asText();
              String to = after.path(lifecycle.attribute()).asText();
              assertTrue(lifecycle.allows(from, to), () -> from + " became " + to);
            });
  }

  /** The transaction of each resource's last event. */
  public Map<String, String> lastTransactions() throws SQLException {
    var transactions = new HashMap<String, String>();
    read(
        "SELECT resource_id, tx::text FROM event WHERE tenant = ? ORDER BY tx, seq",
        row -> transactions.put(row.getString(1), row.getString(2)));
    return transactions;
  }

  /** The ids of the resources in the order of their events. */
  public List<String> told() throws SQLException {
    var ids = new ArrayList<String>();
    read(
        "SELECT resource_id FROM event WHERE tenant = ? ORDER BY tx, seq",
        row -> ids.add(row.getString(1)));
    return ids;
  }

  @FunctionalInterface
  private interface RowReader {
    void take(ResultSet row) throws SQLException;
  }

  private void read(String sql, RowReader reader) throws SQLException {
    try (Connection connection = database.connectAsOwner();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant);
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        reader.take(rows);
      }
    }
  }
}
