package trunkline.platform.tmf.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.tmf.reference.ReferenceRules.Guard;

/**
 * What another service's resources keep from being deleted here: one row for each target of each of
 * them that guards now.
 */
final class ForeignReferences {
  private final Database database;
  private final String service;
  private final List<Guard> guards;

  /** {@code guards} are those of {@code service}. */
  ForeignReferences(Database database, String service, List<Guard> guards) {
    this.database = database;
    this.service = service;
    this.guards = List.copyOf(guards);
  }

  boolean concern(LogEvent event) {
    return guards.stream().anyMatch(guard -> guard.resource().equals(event.resourceType()));
  }

  /** Writes what the resources guard as they stand now. */
  void write(String tenant, List<LogEvent> latest) {
    latest.forEach(event -> replace(tenant, event, targets(event)));
  }

  private Set<String> targets(LogEvent event) {
    JsonNode resource = Json.parse(event.resource());
    var targets = new TreeSet<String>();
    for (Guard guard : guards) {
      boolean holds =
          guard.resource().equals(event.resourceType())
              && !event.eventType().endsWith("DeleteEvent")
              && guard.during().contains(resource.path(guard.state()).asText());
      if (holds) {
        guard.refersBy().forEach(attribute -> collect(resource.path(attribute), targets));
      }
    }
    return targets;
  }

  private static void collect(JsonNode references, Set<String> targets) {
    if (references.isArray()) {
      references.forEach(reference -> collect(reference, targets));
    } else if (references.path("id").isTextual()) {
      targets.add(references.path("id").asText());
    }
  }

  private void replace(String tenant, LogEvent event, Set<String> targets) {
    String sql =
        """
        WITH given AS (SELECT CAST(? AS text) AS tenant, CAST(? AS text) AS service, CAST(? AS text) AS resource_type,
                              CAST(? AS text) AS resource_id, CAST(? AS text[]) AS targets),
        gone AS (
          DELETE FROM foreign_reference AS old USING given
          WHERE old.tenant = given.tenant AND old.service = given.service AND old.resource_type = given.resource_type
            AND old.resource_id = given.resource_id AND old.target_id <> ALL (given.targets)
        )
        INSERT INTO foreign_reference (tenant, target_id, service, resource_type, resource_id)
        SELECT tenant, unnest(targets), service, resource_type, resource_id FROM given
        ON CONFLICT DO NOTHING
        """;
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, service);
            statement.setString(3, event.resourceType());
            statement.setString(4, event.resourceId());
            statement.setArray(5, connection.createArrayOf("text", targets.toArray()));
            return statement.executeUpdate();
          }
        });
  }
}
