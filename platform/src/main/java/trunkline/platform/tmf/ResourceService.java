package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
public final class ResourceService {
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

  /** The resource, or a refusal. */
  public Stored get(String tenant, String id) {
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
      refuseIfTaken(failure);
      if (key.isEmpty() || !failure.isDuplicate()) {
        throw failure;
      }
      return made(tenant, key.get());
    }
    log.appended();
    return new Stored(draft.id(), 1, draft.body());
  }

  private void refuseIfTaken(DatabaseFailure failure) {
    type.taken(failure)
        .ifPresent(
            refusal -> {
              throw refusal.asException();
            });
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
    return changed(tenant, id, ifMatch, correlationId, old -> patched(id, old, format, patch));
  }

  /**
   * Changes a resource from within the service. {@code change} gets a copy of the document, without
   * id and href, and answers what it shall be; it is called again when somebody else was faster.
   * Refuses as a patch would.
   */
  public Stored change(
      String tenant, String id, String correlationId, UnaryOperator<ObjectNode> change) {
    return changed(
        tenant, id, Optional.empty(), correlationId, old -> change.apply(old.deepCopy()));
  }

  /** Stores a new resource from within the service. */
  public Stored create(String tenant, ObjectNode proposed, String correlationId) {
    return create(tenant, proposed, correlationId, Optional.empty());
  }

  private Stored changed(
      String tenant,
      String id,
      Optional<EntityTags> ifMatch,
      String correlationId,
      UnaryOperator<ObjectNode> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Stored before = get(tenant, id);
      checkVersion(before, ifMatch);
      ObjectNode old = (ObjectNode) Json.parse(before.body());
      Instant now = now();
      ObjectNode after = decision.change(old, change.apply(old), now);
      if (after.equals(old)) {
        return before;
      }
      String body = Json.write(after);
      News news = News.of(type.eventType(decision.kindOfChange(old, after)), now, correlationId);
      if (updated(tenant, before, body, news)) {
        log.appended();
        return new Stored(id, before.version() + 1, body);
      }
    }
    throw KernelRefusals.conflict(
            "contended", "Others keep changing this resource; repeat the patch")
        .asException();
  }

  private boolean updated(String tenant, Stored before, String body, News news) {
    try {
      return store.update(tenant, before, body, news);
    } catch (DatabaseFailure failure) {
      refuseIfTaken(failure);
      throw failure;
    }
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
      refuseIfReferred(tenant, id);
      if (store.delete(tenant, before, News.of(type.eventType("Delete"), now(), correlationId))) {
        log.appended();
        return;
      }
    }
    throw KernelRefusals.conflict(
            "contended", "Others keep changing this resource; repeat the delete")
        .asException();
  }

  private void refuseIfReferred(String tenant, String id) {
    store
        .findReferrer(tenant, id)
        .map(referrer -> "resource in " + referrer.table())
        .or(() -> store.findForeignReferrer(tenant, id))
        .ifPresent(
            referrer -> {
              throw KernelRefusals.conflict(
                      "stillReferred",
                      "A " + referrer + " refers to it; end, delete or change that first")
                  .asException();
            });
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
