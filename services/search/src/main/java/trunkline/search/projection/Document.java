package trunkline.search.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
  /** The type of the event that says who was erased, in each service's log (ARCHITECTURE.md). */
  private static final String ERASURE = "erasure";

  /** Says of a resource that a person was erased from it. */
  private static final List<String> ERASED_MARKS = List.of("@erased", "erased");

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

  /** {@code service} is whose log the event stands in. Most events are of one resource. */
  public static List<Document> of(String service, LogEvent event) {
    JsonNode resource = Json.parse(event.resource());
    if (event.resourceType().equals(ERASURE)) {
      return erased(service, event, resource);
    }
    return switch (state(event, resource)) {
      case LIVE -> List.of(live(service, event, resource));
      case DELETED ->
          List.of(gone(service, event, State.DELETED, event.resourceType(), event.resourceId()));
      case ERASED ->
          List.of(gone(service, event, State.ERASED, event.resourceType(), event.resourceId()));
    };
  }

  /** {@code {"erased":{"individual":["id", …], …}}}: what who keeps a copy must forget. */
  private static List<Document> erased(String service, LogEvent event, JsonNode instruction) {
    var erased = new ArrayList<Document>();
    instruction
        .path("erased")
        .properties()
        .forEach(
            ids ->
                ids.getValue()
                    .forEach(
                        id ->
                            erased.add(
                                gone(service, event, State.ERASED, ids.getKey(), id.asText()))));
    return erased;
  }

  private static State state(LogEvent event, JsonNode resource) {
    if (ERASED_MARKS.stream().anyMatch(mark -> resource.path(mark).asBoolean(false))) {
      return State.ERASED;
    }
    return event.eventType().endsWith("DeleteEvent") ? State.DELETED : State.LIVE;
  }

  private static Document live(String service, LogEvent event, JsonNode resource) {
    return new Document(
        event.tenant(),
        event.resourceId(),
        event.resourceType(),
        service,
        event.version(),
        State.LIVE,
        event.position(),
        event.eventTime(),
        Moments.of(resource, event.eventTime()),
        event.resource(),
        Terms.of(resource),
        References.of(event.resourceId(), event.resourceType(), resource));
  }

  private static Document gone(
      String service, LogEvent event, State state, String type, String id) {
    return new Document(
        event.tenant(),
        id,
        type,
        service,
        event.version(),
        state,
        event.position(),
        event.eventTime(),
        event.eventTime(),
        "",
        Set.of(),
        Set.of());
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
