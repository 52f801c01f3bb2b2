package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.retention.Belonging;
import trunkline.platform.retention.Remains;
import trunkline.platform.tmf.ResourceType;

/**
 * Which resource has ever named whom. It is made from the log, so it knows of resources that are
 * deleted, and of names that were taken out again, whose events still hold the person.
 */
public final class SubjectIndex implements EventConsumer {
  /** The cursor that feeds it. */
  public static final String CURSOR = "subjects";

  private record Named(
      String tenant, String subject, String type, String resourceId, boolean owner) {}

  private final Map<String, Belonging> belongings;
  private final Database database;

  public SubjectIndex(List<ResourceType> types, Database database) {
    this.belongings =
        types.stream().collect(Collectors.toMap(ResourceType::name, ResourceType::belonging));
    this.database = database;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) {
    List<Named> named = events.stream().flatMap(event -> named(event).stream()).distinct().toList();
    if (!named.isEmpty()) {
      store(named);
    }
  }

  private List<Named> named(LogEvent event) {
    Belonging belonging = belongings.get(event.resourceType());
    var named = new ArrayList<Named>();
    if (belonging != null) {
      JsonNode resource = Json.parse(event.resource());
      String id = event.resourceId();
      if (!Remains.isErased(resource)) {
        belonging.ownersOf(id, resource).forEach(s -> named.add(named(event, s, true)));
        belonging.mentionedIn(resource).forEach(s -> named.add(named(event, s, false)));
      }
    }
    return named;
  }

  private static Named named(LogEvent event, String subject, boolean owner) {
    return new Named(event.tenant(), subject, event.resourceType(), event.resourceId(), owner);
  }

  private void store(List<Named> named) {
    String sql =
        """
        INSERT INTO named_subject (tenant, subject, resource_type, resource_id, owner)
        SELECT * FROM unnest(?, ?, ?, ?, CAST(? AS boolean[]))
        ON CONFLICT DO NOTHING
        """;
    database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, named, Named::tenant);
            bind(statement, 2, named, Named::subject);
            bind(statement, 3, named, Named::type);
            bind(statement, 4, named, Named::resourceId);
            bind(statement, 5, named, n -> Boolean.toString(n.owner()));
            return statement.executeUpdate();
          }
        });
  }

  private static void bind(
      PreparedStatement statement, int place, List<Named> named, Function<Named, String> column)
      throws SQLException {
    String[] values = named.stream().map(column).toArray(String[]::new);
    statement.setArray(place, statement.getConnection().createArrayOf("text", values));
  }

  /** What belongs to the subjects. */
  List<ResourceKey> owned(String tenant, Collection<String> subjects) {
    return find(tenant, subjects, true);
  }

  /** What is not theirs but names them. */
  List<ResourceKey> mentioning(String tenant, Collection<String> subjects) {
    List<ResourceKey> named = new ArrayList<>(find(tenant, subjects, false));
    named.removeAll(owned(tenant, subjects));
    return named;
  }

  private List<ResourceKey> find(String tenant, Collection<String> subjects, boolean owner) {
    String sql =
        """
        SELECT DISTINCT resource_type, resource_id FROM named_subject
        WHERE tenant = ? AND subject = ANY (?) AND owner = ?
        ORDER BY resource_type, resource_id
        """;
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", subjects.toArray()));
            statement.setBoolean(3, owner);
            var found = new ArrayList<ResourceKey>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              found.add(new ResourceKey(rows.getString(1), rows.getString(2)));
            }
            return found;
          }
        });
  }

  /** Forgets what a resource named, all of it or the subjects alone. */
  void forget(String tenant, ResourceKey resource, Collection<String> subjects) {
    String sql =
        """
        DELETE FROM named_subject
        WHERE tenant = ? AND resource_type = ? AND resource_id = ? AND (subject = ANY (?) OR ?)
        """;
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, resource.type());
            statement.setString(3, resource.id());
            statement.setArray(4, connection.createArrayOf("text", subjects.toArray()));
            statement.setBoolean(5, subjects.isEmpty());
            return statement.executeUpdate();
          }
        });
  }
}
