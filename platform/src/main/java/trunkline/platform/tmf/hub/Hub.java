package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Scope;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/**
 * The hub of every API of a service: subscribe, look, unsubscribe. Each subscription is fed by a
 * cursor of its own, so a slow or dead subscriber delays nobody else.
 */
public final class Hub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Map<String, ResourceType> types;
  private final Subscriptions subscriptions;
  private final EventFilter filter;
  private final EventLog log;
  private final CursorPositions positions;
  private final Representation representation;
  private final HubConfig config;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Map<String, Cursor> cursors = new ConcurrentHashMap<>();
  private final Thread watcher = Thread.ofVirtual().name("hub").unstarted(this::watch);
  private volatile boolean closed;

  public Hub(
      List<ResourceType> types,
      Database database,
      EventLog log,
      CursorPositions positions,
      Representation representation,
      HubConfig config) {
    this.types = types.stream().collect(Collectors.toMap(ResourceType::name, Function.identity()));
    this.subscriptions = new Subscriptions(database);
    this.filter = new EventFilter(database);
    this.log = log;
    this.positions = positions;
    this.representation = representation;
    this.config = config;
  }

  /** Begins to deliver. */
  public void start() {
    watcher.start();
  }

  /** The hub's routes, once for each API. */
  public List<Route> routes() {
    return types.values().stream()
        .map(ResourceType::api)
        .distinct()
        .sorted()
        .flatMap(
            api ->
                List.of(
                    Route.of(
                        Method.POST, api + "/hub", Scope.TMF_READ, call -> subscribe(call, api)),
                    Route.of(Method.GET, api + "/hub", Scope.TMF_READ, call -> list(call, api)),
                    Route.of(Method.GET, api + "/hub/{id}", Scope.TMF_READ, call -> get(call, api)),
                    Route.of(
                        Method.DELETE,
                        api + "/hub/{id}",
                        Scope.TMF_READ,
                        call -> unsubscribe(call, api)))
                    .stream())
        .toList();
  }

  private void subscribe(Call call, String api) {
    if (!call.contentType().equals("application/json")) {
      throw KernelRefusals.unsupportedMediaType("application/json").asException();
    }
    JsonNode body = call.json();
    JsonNode callback = body.path("callback");
    JsonNode query = body.path("query");
    if (!callback.isTextual()) {
      throw KernelRefusals.missingAttribute("callback").asException();
    }
    URI address = CallbackAddress.parse(callback.asText());
    if (!config.allowPrivateAddresses()) {
      CallbackAddress.requirePublic(address);
    }
    if (!query.isMissingNode() && !query.isNull() && !query.isTextual()) {
      throw KernelRefusals.invalidAttribute("query", "must be a text such as eventType=…")
          .asException();
    }
    String text = query.isTextual() ? query.asText() : "";
    filter.check(text);
    String id = UuidCreator.getTimeOrderedEpochFast().toString();
    boolean masked = !call.caller().may(Scope.PII_READ);
    store(new Subscription(call.caller().tenant(), id, api, callback.asText(), text, masked));
    Subscription stored = subscriptions.find(call.caller().tenant(), api, id).orElseThrow();
    synchronize();
    call.with(HeaderNames.LOCATION, representation.base() + api + "/hub/" + id)
        .reply(201, Json.write(stored.json()));
  }

  private void store(Subscription subscription) {
    try {
      subscriptions.create(subscription);
    } catch (DatabaseFailure failure) {
      if (failure.isDuplicate()) {
        throw KernelRefusals.conflict(
                "alreadySubscribed", "This callback is subscribed with this query already")
            .asException();
      }
      throw failure;
    }
  }

  private void list(Call call, String api) {
    ArrayNode all = Json.mapper().createArrayNode();
    subscriptions.list(call.caller().tenant(), api).forEach(s -> all.add(s.json()));
    call.reply(200, Json.write(all));
  }

  private void get(Call call, String api) {
    String id = call.id();
    Subscription found =
        subscriptions
            .find(call.caller().tenant(), api, id)
            .orElseThrow(() -> KernelRefusals.notFound("hub subscription", id).asException());
    call.reply(200, Json.write(found.json()));
  }

  private void unsubscribe(Call call, String api) {
    String id = call.id();
    if (!subscriptions.delete(call.caller().tenant(), api, id)) {
      throw KernelRefusals.notFound("hub subscription", id).asException();
    }
    synchronize();
    call.reply(204);
  }

  /** Other processes of the service subscribe and unsubscribe too. */
  private void watch() {
    while (!closed) {
      try {
        synchronize();
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("the hub can't read its subscriptions, it will look again: {}", e.toString());
        if (!restAfterFailure()) {
          return;
        }
      }
    }
  }

  private static boolean restAfterFailure() {
    try {
      Thread.sleep(LOOK_AGAIN);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** A cursor for each subscription, and no other. */
  private synchronized void synchronize() {
    if (closed) {
      return;
    }
    List<Subscription> wanted = subscriptions.listAll();
    Set<String> names = new HashSet<>();
    for (Subscription subscription : wanted) {
      names.add(subscription.cursorName());
      cursors.computeIfAbsent(subscription.cursorName(), name -> cursor(name, subscription));
    }
    cursors
        .entrySet()
        .removeIf(
            running -> {
              boolean gone = !names.contains(running.getKey());
              if (gone) {
                Thread.startVirtualThread(running.getValue()::close);
              }
              return gone;
            });
  }

  private Cursor cursor(String name, Subscription subscription) {
    var delivery = new HubDelivery(subscription, types, representation, filter, config, http);
    return Cursor.resume(name, log, positions, CursorConfig.EAGER, delivery);
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    cursors.values().forEach(Cursor::close);
    http.close();
  }
}
