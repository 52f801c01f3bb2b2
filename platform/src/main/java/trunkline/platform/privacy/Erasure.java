package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureRecord.Item;
import trunkline.platform.privacy.ErasureRecord.Outcome;
import trunkline.platform.privacy.ResourceRows.News;
import trunkline.platform.privacy.ResourceRows.Row;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Belonging;
import trunkline.platform.retention.Remains;
import trunkline.platform.retention.Retention.Treatment;
import trunkline.platform.tmf.ResourceType;

/**
 * Erases one resource, or one mention in somebody else's: the row, every event that it ever had,
 * and what the index knows. Within the caller's transaction.
 */
final class Erasure {
  private final ResourceRows rows;
  private final PastEvents past;
  private final SubjectIndex index;
  private final InstantSource clock;

  Erasure(ResourceRows rows, PastEvents past, SubjectIndex index, InstantSource clock) {
    this.rows = rows;
    this.past = past;
    this.index = index;
    this.clock = clock;
  }

  /**
   * Deletes a resource, or leaves of it what the law keeps and nobody can be recognised by.
   *
   * @param termOver whether the law's term has ended, so that this goes too
   */
  Item erase(String tenant, PersonRequest request, ResourceType type, String id, boolean termOver) {
    Belonging belonging = type.belonging();
    Optional<Row> row = rows.lock(tenant, type, id);
    row.ifPresent(r -> refuseWhileItRuns(type, id, r));
    boolean keeps = belonging.retention().treatment() == Treatment.PSEUDONYMISE && !termOver;
    var key = new ResourceKey(type.name(), id);
    past.reduce(tenant, key, belonging.remains()::in, request.requestId());
    index.forget(tenant, key, Set.of());
    if (row.isPresent() && keeps) {
      return pseudonymised(tenant, request, key, type, row.get());
    }
    row.ifPresent(r -> delete(tenant, request, type, id, r));
    return new Item(key, Outcome.DELETED, Optional.empty());
  }

  private static void refuseWhileItRuns(ResourceType type, String id, Row row) {
    type.lifecycle()
        .map(lifecycle -> Json.parse(row.body()).path(lifecycle.attribute()).asText())
        .filter(type.belonging().runsIn()::contains)
        .ifPresent(
            state -> {
              throw KernelRefusals.relationRuns(type.name(), id).asException();
            });
  }

  private void delete(String tenant, PersonRequest request, ResourceType type, String id, Row row) {
    rows.delete(tenant, type, id);
    String left = Json.write(type.belonging().remains().in((ObjectNode) Json.parse(row.body())));
    append(tenant, request.requestId(), type, "Delete", id, row.version() + 1, left);
  }

  private Item pseudonymised(
      String tenant, PersonRequest request, ResourceKey key, ResourceType type, Row row) {
    ObjectNode before = (ObjectNode) Json.parse(row.body());
    ObjectNode after = type.belonging().remains().in(before);
    for (String attribute : type.mandatory()) {
      if (!after.has(attribute)) {
        after.set(attribute, placeholder(before.path(attribute)));
      }
    }
    replace(tenant, request.requestId(), type, key.id(), row, after);
    LocalDate until = type.belonging().retention().until(row.updatedAt());
    return new Item(key, Outcome.PSEUDONYMISED, Optional.of(until));
  }

  /** A mandatory attribute must have a value, and this one tells why it has no other. */
  private static JsonNode placeholder(JsonNode before) {
    ObjectNode reference = Json.mapper().createObjectNode().put("id", Remains.PLACEHOLDER);
    if (before.isArray()) {
      return Json.mapper().createArrayNode().add(reference);
    }
    return before.isObject()
        ? reference
        : Json.mapper().getNodeFactory().textNode(Remains.PLACEHOLDER);
  }

  /** Takes the person out of a resource that is not theirs. */
  Item strip(String tenant, PersonRequest request, ResourceType type, String id) {
    var key = new ResourceKey(type.name(), id);
    rows.lock(tenant, type, id)
        .ifPresent(
            row -> {
              ObjectNode body = (ObjectNode) Json.parse(row.body());
              if (type.belonging().strip(body, request.subjects()::contains)) {
                replace(tenant, request.requestId(), type, id, row, body);
              }
            });
    past.reduce(
        tenant,
        key,
        body -> {
          type.belonging().strip(body, request.subjects()::contains);
          return body;
        },
        null);
    index.forget(tenant, key, request.subjects());
    return new Item(key, Outcome.STRIPPED, Optional.empty());
  }

  private void replace(
      String tenant, String requestId, ResourceType type, String id, Row row, ObjectNode body) {
    String text = Json.write(body);
    rows.replace(tenant, type, id, text, now());
    append(tenant, requestId, type, "AttributeValueChange", id, row.version() + 1, text);
  }

  private void append(
      String tenant,
      String requestId,
      ResourceType type,
      String kind,
      String id,
      long version,
      String body) {
    rows.append(
        tenant, new News(type.eventType(kind), now(), requestId, type.name(), id, version, body));
  }

  /** Whether what the law kept of it may go now. */
  boolean isTermOver(Item item) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    return item.keptUntil().filter(today::isAfter).isPresent();
  }

  /** PostgreSQL keeps microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
