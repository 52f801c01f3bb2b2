package trunkline.platform.security;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.Database;

/**
 * Records every read of personal data. Rows are written together a moment later ({@code
 * security.auditDelay}), because a write for each read would cost more than the read; when they
 * can't be written, reads wait: nothing is read unrecorded (decisions/0005 states the window of a
 * power cut).
 */
public final class ReadAudit implements AutoCloseable {
  /** One read: {@code resourceId} for one resource, {@code query} for a list. */
  public record Read(
      Instant at,
      Caller caller,
      String resourceType,
      @Nullable String resourceId,
      @Nullable String query,
      int results,
      boolean masked,
      String correlationId) {}

  private static final Logger LOG = LoggerFactory.getLogger(ReadAudit.class);
  private static final int WAITING = 10_000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

  private final Database database;
  private final Duration delay;
  private final BlockingQueue<Read> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer = Thread.ofVirtual().name("read-audit").unstarted(this::run);
  private volatile boolean closed;

  public ReadAudit(Database database, Duration delay) {
    this.database = database;
    this.delay = delay;
    writer.start();
  }

  /** Notes a read; waits when ten thousand reads have not been written yet. */
  public void record(Read read) {
    try {
      waiting.put(read);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the read was recorded", e);
    }
  }

  private void run() {
    var batch = new ArrayList<Read>();
    while (!closed || !waiting.isEmpty() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          gather(batch);
        }
        if (!batch.isEmpty()) {
          write(batch);
          batch.clear();
        }
      } catch (InterruptedException e) {
        waiting.drainTo(batch);
        batch.forEach(read -> LOG.error("a read that is not in the audit table: {}", read));
        return;
      } catch (RuntimeException e) {
        LOG.error(
            "the read audit can't be written; {} reads wait: {}",
            waiting.size() + batch.size(),
            e.toString());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void gather(List<Read> batch) throws InterruptedException {
    Read first = waiting.poll(200, TimeUnit.MILLISECONDS);
    if (first != null) {
      if (!closed) {
        Thread.sleep(delay);
      }
      batch.add(first);
      waiting.drainTo(batch);
    }
  }

  private void write(List<Read> batch) {
    String sql =
        """
        INSERT INTO read_audit
          (at, tenant, subject, roles, resource_type, resource_id, query, results, masked, correlation_id)
        SELECT * FROM unnest(CAST(? AS timestamptz[]), ?, ?, ?, ?, ?, ?, CAST(? AS integer[]), CAST(? AS boolean[]), ?)
        """;
    database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, texts(connection, batch, r -> r.at().toString()));
            statement.setArray(2, texts(connection, batch, r -> r.caller().tenant()));
            statement.setArray(3, texts(connection, batch, r -> r.caller().subject()));
            statement.setArray(
                4, texts(connection, batch, r -> String.join(" ", r.caller().roles())));
            statement.setArray(5, texts(connection, batch, Read::resourceType));
            statement.setArray(6, texts(connection, batch, Read::resourceId));
            statement.setArray(7, texts(connection, batch, Read::query));
            statement.setArray(8, texts(connection, batch, r -> Integer.toString(r.results())));
            statement.setArray(9, texts(connection, batch, r -> Boolean.toString(r.masked())));
            statement.setArray(10, texts(connection, batch, Read::correlationId));
            return statement.executeUpdate();
          }
        });
  }

  private static java.sql.Array texts(
      Connection connection, List<Read> batch, Function<Read, @Nullable String> column)
      throws SQLException {
    return connection.createArrayOf("text", batch.stream().map(column).toArray(String[]::new));
  }

  /**
   * Writes what waits, then ends. What can't be written for ten seconds goes to the log, so that it
   * is recorded somewhere; a row holds no personal data of customers.
   */
  @Override
  public void close() {
    closed = true;
    try {
      if (!writer.join(Duration.ofSeconds(10))) {
        writer.interrupt();
        writer.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
