package trunkline.platform.tmf.reference;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import trunkline.platform.database.Database;
import trunkline.platform.log.LogEvent;

/** Up to which version the events of one service's resources were heeded. */
final class FollowedResources {
  private final Database database;
  private final String service;

  FollowedResources(Database database, String service) {
    this.database = database;
    this.service = service;
  }

  /** Those of the events, each of another resource, that were not heeded yet. */
  List<LogEvent> newer(String tenant, List<LogEvent> events) {
    String sql =
        """
        SELECT place - 1
        FROM unnest(?, ?, CAST(? AS bigint[])) WITH ORDINALITY AS given (resource_type, resource_id, version, place)
        LEFT JOIN followed_resource AS known
          ON known.service = ? AND known.resource_type = given.resource_type AND known.resource_id = given.resource_id
        WHERE known.version IS NULL OR known.version < given.version
        ORDER BY place
        """;
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, 1, events);
            statement.setString(4, service);
            var newer = new ArrayList<LogEvent>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              newer.add(events.get(rows.getInt(1)));
            }
            return newer;
          }
        });
  }

  void heeded(String tenant, List<LogEvent> events) {
    String sql =
        """
        INSERT INTO followed_resource AS known (tenant, service, resource_type, resource_id, version)
        SELECT ?, ?, given.* FROM (SELECT * FROM unnest(?, ?, CAST(? AS bigint[]))) AS given
        ON CONFLICT (tenant, service, resource_type, resource_id) DO UPDATE SET version = excluded.version
        WHERE known.version < excluded.version
        """;
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, service);
            bind(connection, statement, 3, events);
            return statement.executeUpdate();
          }
        });
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int first, List<LogEvent> events)
      throws SQLException {
    statement.setArray(first, texts(connection, events, LogEvent::resourceType));
    statement.setArray(first + 1, texts(connection, events, LogEvent::resourceId));
    statement.setArray(first + 2, texts(connection, events, e -> Long.toString(e.version())));
  }

  private static Array texts(
      Connection connection, List<LogEvent> events, Function<LogEvent, String> column)
      throws SQLException {
    return connection.createArrayOf("text", events.stream().map(column).toArray(String[]::new));
  }
}
