package trunkline.platform.tmf.hub;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.Database;
import trunkline.platform.http.Route;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/**
 * The hubs of all APIs of a service. Each subscription is fed by a cursor of its own, so a slow or
 * dead subscriber delays nobody else; of several processes of a service one has the cursor.
 */
public final class Hub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** A subscription at work. */
  private record Feeding(Cursor cursor, HubDelivery delivery) {}

  private final Map<String, ResourceType> types;
  private final Database database;
  private final Subscriptions subscriptions;
  private final CursorPositions positions;
  private final Representation representation;
  private final HubParts parts;
  private final Map<String, Feeding> feedings = new ConcurrentHashMap<>();
  private final Thread watcher = Thread.ofVirtual().name("hub").unstarted(this::watch);
  private volatile boolean closed;

  public Hub(
      List<ResourceType> types,
      Database database,
      EventLog log,
      CursorPositions positions,
      Representation representation,
      HubConfig config,
      InstantSource clock) {
    this.types = types.stream().collect(Collectors.toMap(ResourceType::name, Function.identity()));
    this.database = database;
    this.subscriptions = new Subscriptions(database);
    this.positions = positions;
    this.representation = representation;
    this.parts =
        new HubParts(
            log,
            new Health(database),
            new DeadLetters(database),
            new Sender(config, clock),
            config);
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
        .flatMap(this::routes)
        .toList();
  }

  private Stream<Route> routes(String api) {
    String base = representation.base();
    return Stream.concat(
        new HubApi(api, base, database, parts.config(), this::synchronize).routes().stream(),
        new DeadLetterApi(api, base, database, this::replay).routes().stream());
  }

  /** Other processes of the service subscribe, unsubscribe and ask for replays too. */
  private void watch() {
    while (!closed) {
      try {
        synchronize();
        replayMarked();
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
    Set<String> names = new HashSet<>();
    for (Subscription subscription : subscriptions.listAll()) {
      names.add(subscription.cursorName());
      feedings.computeIfAbsent(subscription.cursorName(), name -> feed(name, subscription));
    }
    feedings
        .entrySet()
        .removeIf(
            running -> {
              boolean gone = !names.contains(running.getKey());
              if (gone) {
                Thread.startVirtualThread(running.getValue().cursor()::close);
              }
              return gone;
            });
  }

  private Feeding feed(String name, Subscription subscription) {
    var filter = new EventFilter(database);
    var notices = new Notices(subscription, types, representation, filter);
    var delivery = new HubDelivery(subscription, notices, parts);
    return new Feeding(
        Cursor.resume(name, parts.log(), positions, CursorConfig.EAGER, delivery), delivery);
  }

  private void replayMarked() {
    for (String id : parts.letters().replaying()) {
      replay(Subscription.cursorName(id));
    }
  }

  private void replay(Subscription subscription) {
    replay(subscription.cursorName());
    parts.log().appended(); // ends the cursors' pause
  }

  private void replay(String cursorName) {
    Feeding feeding = feedings.get(cursorName);
    if (feeding != null) {
      feeding.delivery().replaySoon();
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    feedings.values().forEach(feeding -> feeding.cursor().close());
    parts.sender().close();
  }
}
