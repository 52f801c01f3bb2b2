package trunkline.search.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * What one event makes of a resource.
 *
 * @param moment when it happened, as far as the resource says; sorts contacts and tickets
 * @param body the resource without id and href; empty when nothing of it may be kept
 */
public record Document(
    String tenant,
    String id,
    String type,
    String service,
    long version,
    State state,
    Position position,
    Instant eventTime,
    Instant moment,
    String body,
    Set<Term> terms,
    Set<Reference> references) {

  /** What is left of a resource. */
  public enum State {
    LIVE,
    /** A tombstone: keeps a late duplicate of an earlier event from reviving it. */
    DELETED,
    /** Forgotten for good: no event ever brings it back, whatever its version. */
    ERASED
  }

  public Document {
    terms = Set.copyOf(terms);
    references = Set.copyOf(references);
  }

  /** {@code service} is whose log the event stands in. */
  public static Document of(String service, LogEvent event) {
    JsonNode resource = Json.parse(event.resource());
    State state = state(event, resource);
    boolean live = state == State.LIVE;
    return new Document(
        event.tenant(),
        event.resourceId(),
        event.resourceType(),
        service,
        event.version(),
        state,
        event.position(),
        event.eventTime(),
        live ? Moments.of(resource, event.eventTime()) : event.eventTime(),
        live ? event.resource() : "",
        live ? Terms.of(resource) : Set.of(),
        live ? References.of(event.resourceId(), event.resourceType(), resource) : Set.of());
  }

  private static State state(LogEvent event, JsonNode resource) {
    if (resource.path("erased").asBoolean(false)) {
      return State.ERASED;
    }
    return event.eventType().endsWith("DeleteEvent") ? State.DELETED : State.LIVE;
  }

  boolean isLive() {
    return state == State.LIVE;
  }

  Key key() {
    return new Key(tenant, id, type);
  }

  /** Which resource a document is of. */
  record Key(String tenant, String id, String type) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTenant = tenant.compareTo(other.tenant);
      int byId = byTenant == 0 ? id.compareTo(other.id) : byTenant;
      return byId == 0 ? type.compareTo(other.type) : byId;
    }
  }

  /** As PostgreSQL reads a time. */
  static String sql(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toString();
  }
}
