package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import trunkline.platform.database.Database;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.landing.EventLine;
import trunkline.platform.landing.LandingRewrite;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.Scope;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/**
 * The doors {@code /privacy/v1/{service}/find}, {@code export} and {@code erase}, for the consent
 * service alone (ARCHITECTURE.md, "Privacy"). All three are of the caller's tenant.
 */
public final class PrivacyApi {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final int AT_ONCE = 1_000;

  private final String service;
  private final Map<String, ResourceType> types;
  private final EventLog log;
  private final CursorPositions positions;
  private final SubjectIndex index;
  private final ResourceRows rows;
  private final PersonErasure erasure;
  private final PersonalExport export;
  private final ReadAudit audit;
  private final InstantSource clock;

  /** How far the index is known to be right, by its cursor or by what was read here. */
  private volatile Position indexed = Position.START;

  /** {@code participants} keep something on people besides resources and events. */
  public PrivacyApi(
      String service,
      List<ResourceType> types,
      Database database,
      EventLog log,
      CursorPositions positions,
      SubjectIndex index,
      LandingRewrite landing,
      Representation representation,
      ReadAudit audit,
      List<ErasureParticipant> participants,
      InstantSource clock) {
    this.service = service;
    this.types = types.stream().collect(Collectors.toMap(ResourceType::name, Function.identity()));
    this.log = log;
    this.positions = positions;
    this.index = index;
    this.rows = new ResourceRows(database);
    this.erasure =
        new PersonErasure(
            service, types, database, log, positions, index, landing, participants, clock);
    this.export =
        new PersonalExport(
            types,
            database,
            log,
            index,
            representation,
            new EventLine(service, representation),
            participants);
    this.audit = audit;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(Method.POST, path(service, "find"), Scope.PRIVACY_EXECUTE, this::find),
        Route.of(Method.POST, path(service, "export"), Scope.PRIVACY_EXECUTE, this::export),
        Route.of(Method.POST, path(service, "erase"), Scope.PRIVACY_EXECUTE, this::erase));
  }

  /** The path of a door; {@code door} is find, export or erase. */
  public static String path(String service, String door) {
    return "/privacy/v1/" + service + "/" + door;
  }

  /** What belongs to the subjects, and what of that still runs. */
  private void find(Call call) throws InterruptedException {
    PersonRequest request = PersonRequest.read(call.json());
    awaitIndex();
    String tenant = call.caller().tenant();
    List<ResourceKey> owned = index.owned(tenant, request.subjects());
    ObjectNode answer = Json.mapper().createObjectNode();
    ArrayNode resources = answer.putArray("resources");
    owned.forEach(resource -> resources.add(resource.json()));
    ArrayNode running = answer.putArray("running");
    running(tenant, owned).forEach(resource -> running.add(resource.json()));
    answer.put("mentions", index.mentioning(tenant, request.subjects()).size());
    call.reply(200, Json.write(answer));
  }

  private List<ResourceKey> running(String tenant, List<ResourceKey> owned) {
    return types.values().stream()
        .filter(type -> !type.belonging().runsIn().isEmpty())
        .flatMap(
            type -> {
              Collection<String> ids = new TreeSet<>();
              owned.stream()
                  .filter(r -> r.type().equals(type.name()))
                  .forEach(r -> ids.add(r.id()));
              return rows.inStates(tenant, type, ids, type.belonging().runsIn()).stream()
                  .map(id -> new ResourceKey(type.name(), id));
            })
        .toList();
  }

  private void export(Call call) throws InterruptedException, IOException {
    PersonRequest request = PersonRequest.read(call.json());
    awaitIndex();
    request.resources().forEach(resource -> record(call, resource));
    call.stream("application/x-ndjson", out -> export.write(call.caller().tenant(), request, out));
  }

  private void record(Call call, ResourceKey resource) {
    audit.record(
        new ReadAudit.Read(
            clock.instant(),
            call.caller(),
            resource.type(),
            resource.id(),
            null,
            1,
            false,
            call.correlationId()));
  }

  private void erase(Call call) throws InterruptedException {
    PersonRequest request = PersonRequest.read(call.json()).named();
    awaitIndex();
    PersonErasure.Progress progress = erasure.advance(call.caller().tenant(), request);
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.put("done", progress.done()).put("position", progress.position().text());
    answer.put("batches", progress.batches());
    ArrayNode items = answer.putArray("items");
    progress.items().forEach(item -> items.add(item(item)));
    call.reply(200, Json.write(answer));
  }

  private ObjectNode item(ErasureRecord.Item item) {
    ObjectNode json = item.resource().json().put("outcome", item.outcome().name());
    item.keptUntil().ifPresent(until -> json.put("keptUntil", until.toString()));
    ResourceType type = types.get(item.resource().type());
    if (type != null) {
      json.put("retention", type.belonging().retention().name());
      json.put("law", type.belonging().retention().law());
    }
    return json;
  }

  /**
   * All that is committed when the call comes is to be found: what the index's cursor has put off
   * is read here. It comes to it later and changes nothing.
   */
  private void awaitIndex() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Position newest = log.end();
    Position saved = positions.find(SubjectIndex.CURSOR);
    Position reached = saved.compareTo(indexed) > 0 ? saved : indexed;
    while (reached.compareTo(newest) < 0) {
      List<LogEvent> events = log.after(reached, AT_ONCE);
      if (!events.isEmpty()) {
        index.accept(reached, events);
        reached = events.getLast().position();
      } else if (System.nanoTime() > end) {
        throw KernelRefusals.catchingUp().asException();
      } else {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    }
    indexed = reached;
  }
}
