package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventLog;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.tmf.patch.PatchFormat;
import trunkline.platform.tmf.query.ListQuery;

/**
 * Creates, changes and deletes the resources of one type: asks the {@link Decision}, writes what it
 * says, tells the log's readers.
 */
final class ResourceService {
  private static final int ATTEMPTS = 5;

  private final ResourceType type;
  private final Decision decision;
  private final ResourceStore store;
  private final ListStore lists;
  private final KeyStore keys;
  private final EventLog log;
  private final Representation representation;
  private final InstantSource clock;

  ResourceService(
      ResourceType type,
      Database database,
      EventLog log,
      Representation representation,
      InstantSource clock) {
    this.type = type;
    this.decision = new Decision(type);
    this.store = new ResourceStore(database, type);
    this.lists = new ListStore(database, type, representation.href(type.name(), ""));
    this.keys = new KeyStore(database);
    this.log = log;
    this.representation = representation;
    this.clock = clock;
  }

  Stored get(String tenant, String id) {
    return store
        .find(tenant, id)
        .orElseThrow(() -> KernelRefusals.notFound(type.name(), shown(id)).asException());
  }

  Page list(String tenant, ListQuery query, boolean exactCount) {
    return lists.list(tenant, query, exactCount);
  }

  /** A checked resource with a new id, not stored yet. */
  Draft draft(JsonNode proposed, String correlationId, Optional<IdempotencyKey> key) {
    Instant now = now();
    ObjectNode resource = decision.create(proposed, now);
    String id = UuidCreator.getTimeOrderedEpochFast().toString();
    return new Draft(
        id, Json.write(resource), News.of(type.eventType("Create"), now, correlationId), key);
  }

  /** Stores a new resource. A repeated key answers with the resource that it made. */
  Stored create(
      String tenant, JsonNode proposed, String correlationId, Optional<IdempotencyKey> key) {
    Draft draft = draft(proposed, correlationId, key);
    try {
      store.create(tenant, draft);
    } catch (DatabaseFailure failure) {
      if (key.isEmpty() || !failure.isDuplicate()) {
        throw failure;
      }
      return made(tenant, key.get());
    }
    log.appended();
    return new Stored(draft.id(), 1, draft.body());
  }

  private Stored made(String tenant, IdempotencyKey key) {
    KeyStore.Known known = keys.find(tenant, key.text()).orElseThrow();
    if (!known.isRepeatedBy(type, key)) {
      throw KernelRefusals.keyReused().asException();
    }
    return store
        .find(tenant, known.resourceId())
        .orElseThrow(
            () ->
                KernelRefusals.conflict(
                        "deletedSince", "The resource that this key made has been deleted since")
                    .asException());
  }

  /** Applies a patch; a patch that changes nothing writes nothing. */
  Stored patch(
      String tenant,
      String id,
      PatchFormat format,
      JsonNode patch,
      Optional<EntityTags> ifMatch,
      String correlationId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Stored before = get(tenant, id);
      checkVersion(before, ifMatch);
      ObjectNode old = (ObjectNode) Json.parse(before.body());
      ObjectNode changed = patched(id, old, format, patch);
      Instant now = now();
      ObjectNode after = decision.change(old, changed, now);
      if (after.equals(old)) {
        return before;
      }
      String body = Json.write(after);
      News news = News.of(type.eventType(decision.kindOfChange(old, after)), now, correlationId);
      if (store.update(tenant, before, body, news)) {
        log.appended();
        return new Stored(id, before.version() + 1, body);
      }
    }
    throw KernelRefusals.conflict(
            "contended", "Others keep changing this resource; repeat the patch")
        .asException();
  }

  /** The patch sees the resource with its id and href, and may not change them. */
  private ObjectNode patched(String id, ObjectNode old, PatchFormat format, JsonNode patch) {
    ObjectNode whole =
        Json.mapper()
            .createObjectNode()
            .put("id", id)
            .put("href", representation.href(type.name(), id));
    whole.setAll(old);
    ObjectNode result = format.apply(whole, patch);
    for (String fixed : new String[] {"id", "href"}) {
      if (!result.path(fixed).equals(whole.path(fixed))) {
        throw KernelRefusals.immutableAttribute(fixed).asException();
      }
      result.remove(fixed);
    }
    return result;
  }

  void delete(String tenant, String id, Optional<EntityTags> ifMatch, String correlationId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Stored before = get(tenant, id);
      checkVersion(before, ifMatch);
      store
          .findReferrer(tenant, id)
          .ifPresent(
              referrer -> {
                throw KernelRefusals.conflict(
                        "stillReferred",
                        "A resource in "
                            + referrer.table()
                            + " refers to it; delete or change that first")
                    .asException();
              });
      if (store.delete(tenant, before, News.of(type.eventType("Delete"), now(), correlationId))) {
        log.appended();
        return;
      }
    }
    throw KernelRefusals.conflict(
            "contended", "Others keep changing this resource; repeat the delete")
        .asException();
  }

  private static void checkVersion(Stored stored, Optional<EntityTags> ifMatch) {
    if (ifMatch.isPresent() && !ifMatch.get().name(stored)) {
      throw KernelRefusals.versionMismatch(stored.version()).asException();
    }
  }

  /** PostgreSQL keeps microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String shown(String id) {
    return id.length() > 80 ? id.substring(0, 80) + "…" : id;
  }
}
