package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import trunkline.platform.database.Database;
import trunkline.platform.database.SqlWork;
import trunkline.platform.json.Json;

/**
 * A change of one resource while its transaction is open, and the way from there to the other
 * resources of its type. One thread, until the transaction ends.
 */
public final class Change {
  private final ResourceService resources;
  private final Database database;
  private final String tenant;
  private final String id;
  private final String correlationId;
  private final Optional<ObjectNode> before;
  private final Optional<ObjectNode> after;

  Change(
      ResourceService resources,
      Database database,
      String tenant,
      String id,
      String correlationId,
      Optional<ObjectNode> before,
      Optional<ObjectNode> after) {
    this.resources = resources;
    this.database = database;
    this.tenant = tenant;
    this.id = id;
    this.correlationId = correlationId;
    this.before = before;
    this.after = after;
  }

  String tenant() {
    return tenant;
  }

  public String id() {
    return id;
  }

  /** The document as it was, without id and href; empty for a new resource. */
  public Optional<ObjectNode> before() {
    return before;
  }

  /** The document as it is stored now, without id and href; empty when it is deleted. */
  public Optional<ObjectNode> after() {
    return after;
  }

  /** Another resource's document, without id and href. */
  public Optional<ObjectNode> find(String other) {
    return resources.find(tenant, other).map(stored -> (ObjectNode) Json.parse(stored.body()));
  }

  /** Runs a statement in the transaction. */
  public <T> T call(SqlWork<T> work) {
    return database.call(tenant, work);
  }

  /** Changes another resource along with this one; refuses as a patch would. */
  public void also(String other, UnaryOperator<ObjectNode> operation) {
    resources.change(tenant, other, correlationId, operation);
  }
}
