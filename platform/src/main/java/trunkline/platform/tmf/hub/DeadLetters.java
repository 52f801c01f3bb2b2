package trunkline.platform.tmf.hub;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import trunkline.platform.database.Database;
import trunkline.platform.database.SqlWork;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.hub.DeadLetter.Reason;

/**
 * The events that subscribers did not take, by their positions in the log. Those marked for replay
 * are, of each resource, its first ones: they are sent, and leave, in the log's order.
 */
final class DeadLetters {
  private final Database database;

  DeadLetters(Database database) {
    this.database = database;
  }

  /** Sets an event aside. One that was already, before the position was saved, stays as it is. */
  void park(Subscription subscription, DeadLetter letter) {
    String sql =
        """
        INSERT INTO hub_dead_letter (tenant, subscription, tx, seq, event_id, event_type, resource_type, resource_id,
                                     reason, attempts, last_status)
        VALUES (?, ?, CAST(? AS xid8), ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """;
    inTurn(
        subscription,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = bind(statement, subscription, letter.event());
            statement.setString(next++, letter.reason().text());
            statement.setInt(next++, letter.attempts());
            statement.setInt(next, letter.lastStatus());
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Sets an event aside behind the letters of its resource, to be replayed if the last of them is;
   * false when there are none any more.
   */
  boolean parkBehind(Subscription subscription, LogEvent event) {
    String sql =
        """
        INSERT INTO hub_dead_letter (tenant, subscription, tx, seq, event_id, event_type, resource_type, resource_id,
                                     reason, attempts, last_status, replay)
        SELECT ?, ?, CAST(? AS xid8), CAST(? AS bigint), ?, ?, ?, ?, ?, 0, 0, ahead.replay
        FROM (SELECT replay FROM hub_dead_letter WHERE subscription = ? AND resource_id = ?
              ORDER BY tx DESC, seq DESC LIMIT 1) AS ahead
        ON CONFLICT (tenant, subscription, tx, seq) DO UPDATE SET attempts = hub_dead_letter.attempts
        """;
    return inTurn(
        subscription,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = bind(statement, subscription, event);
            statement.setString(next++, Reason.BEHIND_ANOTHER.text());
            statement.setString(next++, subscription.id());
            statement.setString(next, event.resourceId());
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static int bind(PreparedStatement statement, Subscription subscription, LogEvent event)
      throws java.sql.SQLException {
    statement.setString(1, subscription.tenant());
    statement.setString(2, subscription.id());
    statement.setString(3, Long.toString(event.position().tx()));
    statement.setLong(4, event.position().seq());
    statement.setString(5, event.eventId());
    statement.setString(6, event.eventType());
    statement.setString(7, event.resourceType());
    statement.setString(8, event.resourceId());
    return 9;
  }

  /** The positions of the next letters to replay, in order. */
  List<Position> toReplay(Subscription subscription, int atMost) {
    String sql =
        """
        SELECT tx::text, seq FROM hub_dead_letter AS letter WHERE subscription = ? AND replay
        ORDER BY letter.tx, letter.seq LIMIT ?
        """;
    return database.call(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, subscription.id());
            statement.setInt(2, atMost);
            var positions = new ArrayList<Position>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              positions.add(Position.of(rows, 1));
            }
            return positions;
          }
        });
  }

  /** The subscriptions, of all tenants, that have something to replay. */
  Set<String> replaying() {
    String sql = "SELECT DISTINCT subscription FROM hub_dead_letter WHERE replay";
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var ids = new HashSet<String>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
            return ids;
          }
        });
  }

  /** The event was taken, or is in the log no more. */
  void remove(Subscription subscription, Position position) {
    String sql =
        "DELETE FROM hub_dead_letter WHERE subscription = ? AND tx = CAST(? AS xid8) AND seq = CAST(? AS bigint)";
    execute(
        subscription,
        sql,
        subscription.id(),
        Long.toString(position.tx()),
        Long.toString(position.seq()));
  }

  /** The event was not taken again: it stays, and the rest of its resource with it. */
  void keep(Subscription subscription, LogEvent event, Attempt attempt) {
    String sql =
        """
        UPDATE hub_dead_letter SET replay = false,
          attempts = CASE WHEN event_id = given.event THEN attempts + 1 ELSE attempts END,
          last_status = CASE WHEN event_id = given.event THEN CAST(given.status AS integer) ELSE last_status END
        FROM (SELECT CAST(? AS text) AS event, CAST(? AS text) AS status) AS given
        WHERE subscription = ? AND resource_id = ?
        """;
    execute(
        subscription,
        sql,
        event.eventId(),
        Integer.toString(attempt.status()),
        subscription.id(),
        event.resourceId());
  }

  /** Marks all letters for replay; answers how many. */
  int replayAll(Subscription subscription) {
    String sql = "UPDATE hub_dead_letter SET replay = true WHERE subscription = ?";
    return execute(subscription, sql, subscription.id());
  }

  /** Marks those of one resource. */
  int replayResource(Subscription subscription, String resourceId) {
    String sql =
        "UPDATE hub_dead_letter SET replay = true WHERE subscription = ? AND resource_id = ?";
    return execute(subscription, sql, subscription.id(), resourceId);
  }

  /** Marks one event's, and those of its resource that stand before it. */
  int replayEvent(Subscription subscription, String eventId) {
    String sql =
        """
        UPDATE hub_dead_letter AS letter SET replay = true
        FROM (SELECT subscription, resource_id, tx, seq FROM hub_dead_letter WHERE subscription = ? AND event_id = ?) AS last
        WHERE letter.subscription = last.subscription AND letter.resource_id = last.resource_id
          AND (letter.tx, letter.seq) <= (last.tx, last.seq)
        """;
    return execute(subscription, sql, subscription.id(), eventId);
  }

  /** Gives the letters of one resource up. */
  int discardResource(Subscription subscription, String resourceId) {
    String sql = "DELETE FROM hub_dead_letter WHERE subscription = ? AND resource_id = ?";
    return execute(subscription, sql, subscription.id(), resourceId);
  }

  /** Gives one event up; those behind it stay parked until they are replayed. */
  int discardEvent(Subscription subscription, String eventId) {
    String sql = "DELETE FROM hub_dead_letter WHERE subscription = ? AND event_id = ?";
    return execute(subscription, sql, subscription.id(), eventId);
  }

  private int execute(Subscription subscription, String sql, String... values) {
    return inTurn(
        subscription,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
          }
        });
  }

  /**
   * One change of a subscription's letters after the other: what is parked behind a letter sees
   * whether that one is to be replayed, and no mark misses what is just being parked.
   */
  private <T> T inTurn(Subscription subscription, SqlWork<T> work) {
    return database.inTransaction(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement lock =
              connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, subscription.cursorName());
            lock.execute();
          }
          return work.run(connection);
        });
  }
}
