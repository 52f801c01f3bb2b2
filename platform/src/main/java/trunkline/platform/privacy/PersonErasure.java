package trunkline.platform.privacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.Database;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.platform.landing.LandingRewrite;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.Position;
import trunkline.platform.privacy.ErasureRecord.Item;
import trunkline.platform.privacy.ErasureRecord.Outcome;
import trunkline.platform.privacy.ErasureRecord.State;
import trunkline.platform.privacy.ResourceRows.News;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Belonging;
import trunkline.platform.tmf.ResourceType;

/**
 * Erases a person from this service, in steps that each commit alone, and goes on where it was when
 * it is asked again with the same request: resources one by one, then the keys and the parts, then
 * the instruction in the log for all who keep copies, then the landing, then the dead rows.
 */
final class PersonErasure {
  private static final Logger LOG = LoggerFactory.getLogger(PersonErasure.class);

  /** Shorter than anybody on the way waits for an answer. */
  private static final long AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LOOK_AGAIN_MILLIS = 50;

  /**
   * How an erasure stands.
   *
   * @param done whether nothing of the person is left here
   * @param position of the last instruction in the log
   * @param batches batches of the landing that were rewritten
   */
  record Progress(boolean done, List<Item> items, Position position, long batches) {}

  private final String service;
  private final Map<String, ResourceType> types;
  private final Database database;
  private final EventLog log;
  private final CursorPositions positions;
  private final SubjectIndex index;
  private final Erasure erasure;
  private final ErasureRecord record;
  private final ResourceRows rows;
  private final LandingRewrite landing;
  private final List<ErasureParticipant> participants;
  private final java.time.InstantSource clock;

  PersonErasure(
      String service,
      List<ResourceType> types,
      Database database,
      EventLog log,
      CursorPositions positions,
      SubjectIndex index,
      LandingRewrite landing,
      List<ErasureParticipant> participants,
      java.time.InstantSource clock) {
    this.service = service;
    this.types = types.stream().collect(Collectors.toMap(ResourceType::name, Function.identity()));
    this.database = database;
    this.log = log;
    this.positions = positions;
    this.index = index;
    this.rows = new ResourceRows(database);
    this.erasure = new Erasure(rows, new PastEvents(database, log), index, clock);
    this.record = new ErasureRecord(database);
    this.landing = landing;
    this.participants = List.copyOf(participants);
    this.clock = clock;
  }

  /** Works for some seconds at most; the answer says whether to ask again. */
  Progress advance(String tenant, PersonRequest request) {
    long end = System.nanoTime() + AT_MOST_NANOS;
    State state = database.inTransaction(tenant, c -> record.begin(tenant, request.requestId()));
    boolean erased = eraseResources(tenant, request, end) && stripMentions(tenant, request, end);
    if (erased) {
      state = database.inTransaction(tenant, c -> conclude(tenant, request));
      log.appended();
    }
    boolean landed = erased && (state.landed() || cleanLanding(tenant, request, state, end));
    return progress(tenant, request, landed);
  }

  private Progress progress(String tenant, PersonRequest request, boolean done) {
    State state = database.inTransaction(tenant, c -> record.begin(tenant, request.requestId()));
    List<Item> items = record.items(tenant, request.requestId());
    return new Progress(done, items, state.instruction(), state.batches());
  }

  private boolean eraseResources(String tenant, PersonRequest request, long end) {
    Map<ResourceKey, Item> settled =
        record.items(tenant, request.requestId()).stream()
            .collect(Collectors.toMap(Item::resource, Function.identity()));
    Set<ResourceKey> theirs = Set.copyOf(index.owned(tenant, request.subjects()));
    for (ResourceKey resource : request.resources()) {
      Optional<Item> before = Optional.ofNullable(settled.get(resource));
      boolean termOver = before.filter(erasure::isTermOver).isPresent();
      if (before.isEmpty() || termOver) {
        if (before.isEmpty() && !theirs.contains(resource)) {
          throw KernelRefusals.notTheirs(resource.type(), resource.id()).asException();
        }
        if (System.nanoTime() > end) {
          return false;
        }
        settle(
            tenant,
            request,
            t -> erasure.erase(tenant, request, t, resource.id(), termOver),
            resource);
      }
    }
    return true;
  }

  private boolean stripMentions(String tenant, PersonRequest request, long end) {
    for (ResourceKey resource : index.mentioning(tenant, request.subjects())) {
      if (System.nanoTime() > end) {
        return false;
      }
      settle(tenant, request, t -> erasure.strip(tenant, request, t, resource.id()), resource);
    }
    return true;
  }

  private void settle(
      String tenant,
      PersonRequest request,
      Function<ResourceType, Item> work,
      ResourceKey resource) {
    ResourceType type = types.get(resource.type());
    if (type == null) {
      throw KernelRefusals.notFound("resource type", resource.type()).asException();
    }
    database.inTransaction(
        tenant,
        connection -> {
          record.begin(tenant, request.requestId());
          record.settle(tenant, request.requestId(), work.apply(type), false);
          return true;
        });
  }

  /** Keys, parts and the instruction, all in one transaction. */
  private State conclude(String tenant, PersonRequest request) {
    State state = record.begin(tenant, request.requestId());
    var ids = new TreeSet<>(request.subjects());
    request.resources().forEach(resource -> ids.add(resource.id()));
    forgetKeys(tenant, ids);
    for (ErasureParticipant participant : participants) {
      int wiped = participant.erase(tenant, ids);
      if (wiped > 0) {
        var part = new ResourceKey(participant.name(), "*");
        record.settle(
            tenant, request.requestId(), new Item(part, Outcome.WIPED, Optional.empty()), true);
      }
    }
    List<Item> fresh = record.uninstructed(tenant, request.requestId());
    if (fresh.isEmpty()) {
      return state;
    }
    Position position = instruct(tenant, request, fresh, state.instructions() + 1);
    record.instructed(tenant, request.requestId(), position);
    return new State(state.instructions() + 1, position, false, state.batches());
  }

  private void forgetKeys(String tenant, Set<String> ids) {
    database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement("SELECT forget_keys(?)")) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            return statement.execute();
          }
        });
  }

  private Position instruct(String tenant, PersonRequest request, List<Item> items, long version) {
    Map<String, Set<String>> erased = idsByType(items, item -> item.outcome() != Outcome.STRIPPED);
    Map<String, Set<String>> stripped =
        idsByType(items, item -> item.outcome() == Outcome.STRIPPED);
    var named = new HashSet<>(erased.keySet());
    named.addAll(stripped.keySet());
    Map<String, Belonging> belongings =
        types.values().stream()
            .filter(type -> named.contains(type.name()))
            .collect(Collectors.toMap(ResourceType::name, ResourceType::belonging));
    Set<String> subjects =
        stripped.isEmpty()
            ? Set.of()
            : request.subjects().stream().map(Sha256::hex).collect(Collectors.toSet());
    var instruction =
        new ErasureInstruction(request.requestId(), erased, stripped, belongings, subjects);
    return rows.append(
        tenant,
        new News(
            ErasureInstruction.EVENT_TYPE,
            clock.instant(),
            request.requestId(),
            ErasureInstruction.TYPE,
            request.requestId(),
            version,
            Json.write(instruction.json())));
  }

  private static Map<String, Set<String>> idsByType(
      List<Item> items, java.util.function.Predicate<Item> which) {
    var ids = new LinkedHashMap<String, Set<String>>();
    items.stream()
        .filter(which)
        .map(Item::resource)
        .forEach(r -> ids.computeIfAbsent(r.type(), t -> new TreeSet<>()).add(r.id()));
    return ids;
  }

  /**
   * The writer may still hold in memory what it read before the events were reduced. When it has
   * landed the instruction, which came after them, all of that lies in batches.
   */
  private boolean cleanLanding(String tenant, PersonRequest request, State state, long end) {
    while (positions.find("landing").compareTo(state.instruction()) < 0) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    List<String> ids =
        record.items(tenant, request.requestId()).stream()
            .filter(item -> item.outcome() != Outcome.WIPED)
            .map(item -> item.resource().id())
            .toList();
    long batches = landing.rewrite(log.ofResources(tenant, ids));
    database.inTransaction(
        tenant,
        connection -> {
          record.landed(tenant, request.requestId(), batches);
          return true;
        });
    vacuum(tenant, new ArrayList<>(types.values()));
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the landing was awaited", e);
    }
  }

  /** What can't be vacuumed now waits for the server's own vacuum; nothing depends on it. */
  private void vacuum(String tenant, List<ResourceType> erasedFrom) {
    var tables = new TreeSet<>(Set.of("event", "idempotency", "named_subject"));
    erasedFrom.forEach(type -> tables.add(type.table()));
    try {
      database.call(
          tenant,
          connection -> {
            try (var statement = connection.createStatement()) {
              return statement.execute("VACUUM " + String.join(", ", tables));
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("{}: dead rows wait for the server's own vacuum: {}", service, e.toString());
    }
  }
}
