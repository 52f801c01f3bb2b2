package trunkline.platform.tmf;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseFailure;

/**
 * Stores new resources of one type. Those that arrive while others are being written wait for them
 * and are then written together: one statement and one commit for all, so that a busy service
 * spends less on each. Nobody is answered before his own row is committed, and one that the
 * database refuses fails alone. Safe to use from any thread.
 */
final class Creations {
  private static final int MOST_AT_ONCE = 64;

  /** One who waits; written and read under the lane's lock. */
  private static final class Waiting {
    final Draft draft;
    boolean over;
    @Nullable RuntimeException failure;

    Waiting(Draft draft) {
      this.draft = draft;
    }

    void done() {
      over = true;
    }

    void failed(Throwable cause) {
      failure =
          cause instanceof RuntimeException known
              ? known
              : new IllegalStateException("creations could not be written", cause);
      over = true;
    }
  }

  /** One tenant's creations: a connection is bound to a tenant. */
  private static final class Lane {
    final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    final ReentrantLock lock = new ReentrantLock();
  }

  private final Database database;
  private final ResourceType type;
  private final ResourceStore one;
  private final String insert;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  Creations(Database database, ResourceType type, ResourceStore one) {
    this.database = database;
    this.type = type;
    this.one = one;
    insert =
        """
        WITH given AS (
          SELECT * FROM unnest(?, ?, CAST(? AS timestamptz[]), CAST(? AS uuid[]), ?, ?, ?) WITH ORDINALITY
            AS g (id, body, at, event_id, correlation_id, key, body_hash, place)
        ),
        common AS (SELECT CAST(? AS text) AS tenant, CAST(? AS text) AS resource_type),
        remembered AS (
          INSERT INTO idempotency (tenant, key, resource_type, resource_id, body_hash)
          SELECT tenant, key, resource_type, id, body_hash FROM given, common WHERE key IS NOT NULL
        ),
        stored AS (
          INSERT INTO %s (tenant, id, version, created_at, updated_at, body)
          SELECT tenant, id, 1, at, at, CAST(body AS jsonb) FROM given, common
        )
        INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
        SELECT tenant, event_id, ?, at, correlation_id, resource_type, id, 1, CAST(body AS json)
        FROM given, common ORDER BY place
        """
            .formatted(type.table());
  }

  /**
   * Returns when the resource is committed; within a transaction, when it is written.
   *
   * @throws DatabaseFailure as {@link ResourceStore#create}
   */
  void create(String tenant, Draft draft) {
    if (database.isInTransaction()) {
      one.create(tenant, draft);
      return;
    }
    Lane lane = lanes.computeIfAbsent(tenant, t -> new Lane());
    var mine = new Waiting(draft);
    lane.queue.add(mine);
    lane.lock.lock();
    try {
      while (!mine.over) {
        write(tenant, next(lane.queue));
      }
    } finally {
      lane.lock.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
  }

  private static List<Waiting> next(Queue<Waiting> queue) {
    var together = new ArrayList<Waiting>();
    Waiting waiting;
    while (together.size() < MOST_AT_ONCE && (waiting = queue.poll()) != null) {
      together.add(waiting);
    }
    return together;
  }

  private void write(String tenant, List<Waiting> together) {
    try {
      if (together.size() == 1) {
        one.create(tenant, together.getFirst().draft);
      } else {
        createAll(tenant, together.stream().map(w -> w.draft).toList());
      }
      together.forEach(Waiting::done);
    } catch (Throwable e) { // an Error too: nobody may take his own for written
      boolean ofOne = e instanceof DatabaseFailure failure && failure.isOfTheData();
      if (ofOne && together.size() > 1) {
        together.forEach(waiting -> write(tenant, List.of(waiting)));
      } else {
        together.forEach(waiting -> waiting.failed(e));
      }
    }
  }

  private void createAll(String tenant, List<Draft> drafts) {
    database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setArray(1, Draft.column(connection, drafts, Draft::id));
            statement.setArray(2, Draft.column(connection, drafts, Draft::body));
            statement.setArray(
                3, Draft.column(connection, drafts, d -> d.news().time().toString()));
            statement.setArray(4, Draft.column(connection, drafts, d -> d.news().eventId()));
            statement.setArray(5, Draft.column(connection, drafts, d -> d.news().correlationId()));
            statement.setArray(
                6, Draft.column(connection, drafts, d -> keyed(d, IdempotencyKey::text)));
            statement.setArray(
                7, Draft.column(connection, drafts, d -> keyed(d, IdempotencyKey::bodyHash)));
            statement.setString(8, tenant);
            statement.setString(9, type.name());
            statement.setString(10, drafts.getFirst().news().eventType());
            return statement.executeUpdate();
          }
        });
  }

  private static @Nullable String keyed(Draft draft, Function<IdempotencyKey, String> column) {
    return draft.key().map(column).orElse(null);
  }
}
