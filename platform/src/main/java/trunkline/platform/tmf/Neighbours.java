package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/** The other resources of a service, as one tenant's resource sees them. */
@FunctionalInterface
public interface Neighbours {
  /** The document without id and href as it stands now; empty when the tenant has no such. */
  Optional<ObjectNode> find(ResourceType type, String id);

  /** Those that stand in the database. */
  static Neighbours of(Database database, String tenant) {
    return (type, id) ->
        new ResourceStore(database, type)
            .find(tenant, id)
            .map(stored -> (ObjectNode) Json.parse(stored.body()));
  }
}
