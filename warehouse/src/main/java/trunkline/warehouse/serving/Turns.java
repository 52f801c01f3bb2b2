package trunkline.warehouse.serving;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import trunkline.platform.http.Call;
import trunkline.platform.security.Caller;
import trunkline.warehouse.refusal.Refusal;

/**
 * So many queries at once, the others one after the other as they came; nobody has more than his
 * part, and nobody waits for ever.
 */
final class Turns {
  private final ServingConfig.Settings settings;
  private final InstantSource clock;
  private final Semaphore places;
  private final Map<UUID, RunningQuery> queries = new ConcurrentHashMap<>();

  Turns(ServingConfig.Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.places = new Semaphore(settings.queriesAtOnce(), true);
  }

  /** What is done in one's turn. */
  @FunctionalInterface
  interface Work {
    void on(RunningQuery query) throws Exception;
  }

  /** Waits for the turn of {@code asker}, and does the work in it; who hangs up gives it back. */
  void take(Queries.Asker asker, String sql, Work work) throws Exception {
    RunningQuery query = enter(asker.caller(), sql);
    boolean hasPlace = false;
    try (Call.Watch _ = asker.onHangUp().apply(query::cancel)) {
      hasPlace = waited(query);
      query.begin();
      work.on(query);
    } finally {
      queries.remove(query.id());
      if (hasPlace) {
        places.release();
      }
    }
  }

  private synchronized RunningQuery enter(Caller caller, String sql) {
    if (list(caller).size() >= settings.queriesOfOneCaller()) {
      throw Refusal.tooManyQueries(settings.queriesOfOneCaller());
    }
    if (queries.size() >= settings.queriesAtOnce() + settings.queriesWaiting()) {
      throw Refusal.engineBusy();
    }
    var query = new RunningQuery(caller, sql, clock.instant());
    queries.put(query.id(), query);
    return query;
  }

  private boolean waited(RunningQuery query) throws InterruptedException {
    try {
      if (places.tryAcquire(settings.longestWait().toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      if (query.isCancelled()) {
        throw Refusal.queryCancelled();
      }
      throw e;
    }
    throw Refusal.engineBusy();
  }

  /** Those of {@code caller}, oldest first. */
  List<RunningQuery> list(Caller caller) {
    return queries.values().stream()
        .filter(query -> query.isOf(caller))
        .sorted(Comparator.comparing(RunningQuery::since))
        .toList();
  }

  Optional<RunningQuery> find(Caller caller, String id) {
    return list(caller).stream().filter(query -> query.id().toString().equals(id)).findFirst();
  }

  /** Cancels all, so that a server can end. */
  void cancelAll() {
    queries.values().forEach(RunningQuery::cancel);
  }
}
