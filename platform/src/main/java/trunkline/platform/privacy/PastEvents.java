package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.LogEvent;
import trunkline.platform.retention.Remains;

/** The log as an erasure may change it: bodies become less, and nothing else moves. */
final class PastEvents {
  /** An event and the body that it shall have. */
  private record Reduced(LogEvent event, String body) {}

  private final Database database;
  private final EventLog log;

  PastEvents(Database database, EventLog log) {
    this.database = database;
    this.log = log;
  }

  /**
   * Gives every event of a resource the body that {@code less} leaves of it.
   *
   * @param correlationId stands in the changed events from now on; null leaves theirs
   */
  void reduce(
      String tenant,
      ResourceKey resource,
      UnaryOperator<ObjectNode> less,
      @Nullable String correlationId) {
    var reduced = new ArrayList<Reduced>();
    for (LogEvent event : log.ofResources(tenant, Set.of(resource.id()))) {
      ObjectNode body = (ObjectNode) Json.parse(event.resource());
      if (event.resourceType().equals(resource.type()) && !Remains.isErased(body)) {
        ObjectNode left = less.apply(body.deepCopy());
        if (!left.equals(body)) {
          reduced.add(new Reduced(event, Json.write(left)));
        }
      }
    }
    if (!reduced.isEmpty()) {
      write(tenant, reduced, correlationId);
    }
  }

  private void write(String tenant, List<Reduced> reduced, @Nullable String correlationId) {
    int changed =
        database.call(
            tenant,
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement("SELECT reduce_events(?, ?, ?, ?)")) {
                statement.setArray(
                    1,
                    array(
                        connection,
                        "text",
                        reduced,
                        r -> Long.toString(r.event().position().tx())));
                statement.setArray(
                    2, array(connection, "bigint", reduced, r -> r.event().position().seq()));
                statement.setArray(3, array(connection, "text", reduced, Reduced::body));
                statement.setString(4, correlationId);
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getInt(1);
              }
            });
    if (changed != reduced.size()) {
      throw new IllegalStateException(
          "of %d events only %d could be reduced: what is left must be part of what was there"
              .formatted(reduced.size(), changed));
    }
  }

  private static Array array(
      Connection connection, String type, List<Reduced> reduced, Function<Reduced, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, reduced.stream().map(column).toArray());
  }
}
