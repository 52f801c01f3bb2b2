package trunkline.platform.tmf.hub;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.database.Database;
import trunkline.platform.log.LogEvent;

/**
 * How long each subscriber has taken nothing. It is kept in the database, by the database's clock:
 * a restart, or another process of the service that takes over, does not begin to be patient anew.
 */
final class Health {
  /** How a subscriber stands, while a batch is offered to it. */
  static final class Standing {
    private boolean failing;
    private final Set<String> blocked;

    private Standing(boolean failing, Set<String> blocked) {
      this.failing = failing;
      this.blocked = blocked;
    }

    /** Whether its last attempt failed. */
    boolean isFailing() {
      return failing;
    }

    void failed() {
      failing = true;
    }

    void recovered() {
      failing = false;
    }

    /** Whether there may be a dead letter of the event's resource. */
    boolean isBlocked(LogEvent event) {
      return blocked.contains(event.resourceId());
    }

    void block(LogEvent event) {
      blocked.add(event.resourceId());
    }
  }

  private final Database database;

  Health(Database database) {
    this.database = database;
  }

  /** Empty when there is no such subscription any more. */
  Optional<Standing> find(Subscription subscription, Collection<String> resourceIds) {
    String sql =
        """
        SELECT failing_since IS NOT NULL,
               ARRAY(SELECT DISTINCT resource_id FROM hub_dead_letter AS letter
                     WHERE letter.tenant = hub.tenant AND letter.subscription = hub.id
                       AND letter.resource_id = ANY (?))
        FROM hub_subscription AS hub WHERE id = ?
        """;
    return database.call(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", resourceIds.toArray()));
            statement.setString(2, subscription.id());
            ResultSet row = statement.executeQuery();
            return row.next() ? Optional.of(standing(row)) : Optional.empty();
          }
        });
  }

  private static Standing standing(ResultSet row) throws SQLException {
    var blocked = (String[]) row.getArray(2).getArray();
    return new Standing(row.getBoolean(1), new HashSet<>(List.of(blocked)));
  }

  /** When its failures began, if the last attempt failed. */
  Optional<Instant> failingSince(Subscription subscription) {
    String sql = "SELECT failing_since FROM hub_subscription WHERE id = ?";
    return database.call(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, subscription.id());
            ResultSet row = statement.executeQuery();
            return row.next()
                ? Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)
                : Optional.empty();
          }
        });
  }

  /**
   * Takes note of a failed attempt; true when failures have followed each other for longer than
   * {@code patience}. Failures with a silence of that length between them don't belong together:
   * who was down on Monday may be down for a moment on Tuesday. (A minute at least: so long a
   * cursor may pause between attempts.)
   */
  boolean failed(Subscription subscription, Duration patience) {
    String sql =
        """
        WITH patience AS (SELECT ? * interval '1 millisecond' AS length)
        UPDATE hub_subscription
        SET failed_at = now(),
            failing_since = CASE WHEN failed_at + greatest(length, interval '1 minute') < now() THEN now()
                                 ELSE coalesce(failing_since, now()) END
        FROM patience
        WHERE id = ?
        RETURNING failing_since + length <= now()
        """;
    return database.call(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, patience.toMillis());
            statement.setString(2, subscription.id());
            ResultSet row = statement.executeQuery();
            return row.next() && row.getBoolean(1);
          }
        });
  }

  /** An attempt was taken: all is well again. */
  void recovered(Subscription subscription) {
    String sql = "UPDATE hub_subscription SET failing_since = NULL, failed_at = NULL WHERE id = ?";
    database.call(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, subscription.id());
            return statement.executeUpdate();
          }
        });
  }
}
