package trunkline.warehouse.serving;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import trunkline.platform.security.Caller;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.refusal.Refusal;

/** A query that waits for its turn or runs. Another thread may cancel it at any moment. */
final class RunningQuery {
  private final UUID id = UUID.randomUUID();
  private final Caller caller;
  private final String sql;
  private final Instant since;
  private final Thread thread = Thread.currentThread();
  private boolean waits = true;
  private boolean cancelled;
  private @Nullable Statement statement;

  RunningQuery(Caller caller, String sql, Instant since) {
    this.caller = caller;
    this.sql = sql;
    this.since = since;
  }

  UUID id() {
    return id;
  }

  String sql() {
    return sql;
  }

  Instant since() {
    return since;
  }

  Caller caller() {
    return caller;
  }

  boolean isOf(Caller other) {
    return caller.tenant().equals(other.tenant()) && caller.subject().equals(other.subject());
  }

  synchronized boolean waits() {
    return waits;
  }

  /** Its turn has come. */
  synchronized void begin() {
    waits = false;
    if (cancelled) {
      Thread.interrupted(); // it was meant for the waiting, which is over
      throw Refusal.queryCancelled();
    }
  }

  /** From here on to cancel means to interrupt this statement. */
  synchronized void runs(Statement running) {
    if (cancelled) {
      throw Refusal.queryCancelled();
    }
    statement = running;
  }

  /** Nothing is left to interrupt. */
  synchronized void ran() {
    statement = null;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized void cancel() {
    cancelled = true;
    if (waits) {
      thread.interrupt();
    }
    interrupt();
  }

  /** Interrupts again what is cancelled: the engine forgets what it is told before it begins. */
  synchronized void insist() {
    if (cancelled) {
      interrupt();
    }
  }

  private void interrupt() {
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw new EngineFailure(e);
      }
    }
  }
}
