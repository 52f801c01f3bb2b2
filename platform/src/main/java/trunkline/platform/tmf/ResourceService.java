package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
  private final Database database;
  private final Decision decision;
  private final ResourceStore store;
  private final Creations creations;
  private final ChangeWriter writer;
  private final ListStore lists;
  private final KeyStore keys;
  private final Seeds seeds;
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
    this.database = database;
    this.decision = new Decision(type);
    this.store = new ResourceStore(database, type);
    this.creations = new Creations(database, type, store);
    this.writer = new ChangeWriter(database, type);
    this.lists = new ListStore(database, type, representation.href(type.name(), ""));
    this.keys = new KeyStore(database);
    this.seeds = new Seeds(type, keys);
    this.log = log;
    this.representation = representation;
    this.clock = clock;
  }

  /** The resource, or a refusal. */
  public Stored get(String tenant, String id) {
    sow(tenant);
    return find(tenant, id)
        .orElseThrow(() -> KernelRefusals.notFound(type.name(), shown(id)).asException());
  }

  Optional<Stored> find(String tenant, String id) {
    return store.find(tenant, id);
  }

  Page list(String tenant, ListQuery query, boolean exactCount) {
    sow(tenant);
    return lists.list(tenant, query, exactCount);
  }

  private void sow(String tenant) {
    seeds.sow(tenant, (body, key) -> create(tenant, body, key.text(), Optional.of(key)));
  }

  /** A checked resource with a new id, not stored yet. */
  Draft draft(
      String tenant, JsonNode proposed, String correlationId, Optional<IdempotencyKey> key) {
    Instant now = now();
    ObjectNode resource = decision.create(proposed, Neighbours.of(database, tenant), now);
    String id = UuidCreator.getTimeOrderedEpochFast().toString();
    News news = News.of(type.eventType("Create"), now, correlationId);
    return new Draft(id, resource, Json.write(resource), news, key);
  }

  /** Stores a new resource. A repeated key answers with the resource that it made. */
  Stored create(
      String tenant, JsonNode proposed, String correlationId, Optional<IdempotencyKey> key) {
    Draft draft = draft(tenant, proposed, correlationId, key);
    try {
      writer.write(
          creation(tenant, draft),
          () -> {
            creations.create(tenant, draft);
            return true;
          });
    } catch (DatabaseFailure failure) {
      if (failure.isDuplicate() && key.isPresent() && isKnown(tenant, key.get())) {
        return made(tenant, key.get());
      }
      refuseIfTaken(failure);
      throw failure;
    }
    log.appended();
    return new Stored(draft.id(), 1, draft.body());
  }

  /** Asked first: what the key made may be what has taken the value. */
  private boolean isKnown(String tenant, IdempotencyKey key) {
    return keys.find(tenant, key.text()).isPresent();
  }

  /** Stores many new resources; the keys that were new, with the ids that they made. */
  Map<String, String> createAll(String tenant, List<Draft> drafts, BulkStore bulk) {
    List<Change> changes = drafts.stream().map(draft -> creation(tenant, draft)).toList();
    return writer.createAll(tenant, changes, () -> bulk.create(tenant, drafts));
  }

  private Change creation(String tenant, Draft draft) {
    return change(
        tenant,
        draft.id(),
        draft.news().correlationId(),
        Optional.empty(),
        Optional.of(draft.resource()));
  }

  private Change change(
      String tenant,
      String id,
      String correlationId,
      Optional<ObjectNode> before,
      Optional<ObjectNode> after) {
    return new Change(this, database, tenant, id, correlationId, before, after);
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
      ObjectNode after =
          decision.change(id, old, change.apply(old), Neighbours.of(database, tenant), now);
      if (after.equals(old)) {
        return before;
      }
      String body = Json.write(after);
      News news = News.of(type.eventType(decision.kindOfChange(old, after)), now, correlationId);
      Change made = change(tenant, id, correlationId, Optional.of(old), Optional.of(after));
      if (writer.write(made, () -> updated(tenant, before, body, news))) {
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
      var old = (ObjectNode) Json.parse(before.body());
      type.rules().checkDelete(old);
      refuseIfReferred(tenant, id);
      Change gone = change(tenant, id, correlationId, Optional.of(old), Optional.empty());
      News news = News.of(type.eventType("Delete"), now(), correlationId);
      if (writer.write(gone, () -> store.delete(tenant, before, news))) {
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
