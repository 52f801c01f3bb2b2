package trunkline.ticket;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.Database;
import trunkline.platform.refusal.Refused;
import trunkline.platform.tmf.ResourceService;
import trunkline.platform.values.Periods;

/**
 * Looks again and again for tickets of which a clock has something to tell, and changes them; what
 * is to be told is the ticket's own rule ({@link Clocks}). Of all the processes that serve one
 * database, one works at a time: an advisory lock keeps the others out and falls when its process
 * dies. The lock only saves work; that each escalation happens once is the change's own affair.
 */
final class EscalationWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationWorker.class);
  private static final int PAGE = 200;

  /** Any number, as long as nothing else in this database takes the same. */
  private static final long LOCK = 621_75_100;

  /** A ticket that is due, in the order of their times. */
  private record Due(String at, String tenant, String id) {
    static final Due FIRST = new Due("", "", "");
  }

  private final Database database;
  private final ResourceService tickets;
  private final InstantSource clock;
  private final Duration pause;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("escalation").unstarted(this::run);

  EscalationWorker(
      Database database, ResourceService tickets, InstantSource clock, Duration pause) {
    this.database = database;
    this.tickets = tickets;
    this.clock = clock;
    this.pause = pause;
  }

  EscalationWorker started() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      do {
        try {
          escalate();
        } catch (RuntimeException e) {
          LOG.warn("escalation could not go on, it will try again: {}", e.toString());
        }
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() waited long enough
    }
  }

  /** Changes every ticket that is due; false when another process is at it. */
  boolean escalate() {
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          if (!answer(connection, "SELECT pg_try_advisory_lock(?)")) {
            return false;
          }
          try {
            escalateDue(connection);
            return true;
          } finally {
            answer(connection, "SELECT pg_advisory_unlock(?)");
          }
        });
  }

  private static boolean answer(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, LOCK);
      ResultSet row = statement.executeQuery();
      return row.next() && row.getBoolean(1);
    }
  }

  private void escalateDue(Connection connection) throws SQLException {
    String until = Periods.text(clock.instant());
    List<Due> page = due(connection, until, Due.FIRST);
    while (!page.isEmpty() && closed.getCount() > 0) {
      page.forEach(this::escalate);
      page = due(connection, until, page.getLast());
    }
  }

  private static List<Due> due(Connection connection, String until, Due behind)
      throws SQLException {
    String sql = "SELECT at, tenant, id FROM due_trouble_tickets(?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, until);
      statement.setString(2, behind.at());
      statement.setString(3, behind.tenant());
      statement.setString(4, behind.id());
      statement.setInt(5, PAGE);
      var due = new ArrayList<Due>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        due.add(new Due(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
      return due;
    }
  }

  /** A ticket that can't be changed must not hold up the others; it is tried again next time. */
  private void escalate(Due due) {
    try {
      tickets.change(due.tenant(), due.id(), "escalation", UnaryOperator.identity());
    } catch (Refused refused) {
      LOG.warn("ticket {} can't be escalated: {}", due.id(), refused.refusal().code());
    }
  }

  /** Stops after the ticket in hand's page; the rest is found next time. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
