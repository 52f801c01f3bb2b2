package trunkline.search.follow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.EventSource;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.search.projection.Document;
import trunkline.search.projection.Projection;

/**
 * Takes one service's log into one generation, and notes each time that it holds all of it. Source
 * and consumer of the same cursor: used by the cursor's thread only.
 */
final class Follower implements EventSource, EventConsumer {
  private final Generation generation;
  private final String service;
  private final EventSource log;
  private final Database database;
  private final InstantSource clock;

  /** When the log was read to its end by what is in hand; null when there is more. */
  private @Nullable Instant end;

  Follower(
      Generation generation,
      String service,
      EventSource log,
      Database database,
      InstantSource clock) {
    this.generation = generation;
    this.service = service;
    this.log = log;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<LogEvent> after(Position position, int limit) throws Exception {
    end = null;
    List<LogEvent> events = log.after(position, limit);
    end = events.size() < limit ? clock.instant() : null;
    if (events.isEmpty()) {
      note(position, events);
    }
    return events;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) {
    note(events.getLast().position(), events);
  }

  /** The events and how far they lead, in one transaction. */
  private void note(Position to, List<LogEvent> events) {
    List<Document> documents =
        events.stream().flatMap(e -> Document.of(service, e).stream()).toList();
    database.inTransaction(
        Database.ALL_TENANTS,
        connection -> {
          @Nullable Position taken = taken(connection);
          if (taken != null) { // else the generation was retired meanwhile
            Projection.apply(connection, generation.slot(), documents);
            advance(connection, taken, to, events);
          }
          return true;
        });
  }

  /** How far this generation has come; waits while another process writes to it. */
  private @Nullable Position taken(Connection connection) throws SQLException {
    String sql = "SELECT tx, seq FROM feed WHERE generation = ? AND service = ? FOR UPDATE";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, generation.number());
      statement.setString(2, service);
      ResultSet row = statement.executeQuery();
      return row.next() ? new Position(row.getLong(1), row.getLong(2)) : null;
    }
  }

  private void advance(Connection connection, Position taken, Position to, List<LogEvent> events)
      throws SQLException {
    List<LogEvent> news =
        events.stream().filter(event -> event.position().compareTo(taken) > 0).toList();
    Position position = to.compareTo(taken) > 0 ? to : taken;
    String sql =
        """
        UPDATE feed
        SET tx = ?, seq = ?, events = events + ?, event_time = coalesce(CAST(? AS timestamptz), event_time),
            read_at = greatest(read_at, CAST(? AS timestamptz))
        WHERE generation = ? AND service = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, position.tx());
      statement.setLong(2, position.seq());
      statement.setLong(3, news.size());
      statement.setString(4, news.isEmpty() ? null : sql(news.getLast().eventTime()));
      statement.setString(5, end == null ? null : sql(end));
      statement.setLong(6, generation.number());
      statement.setString(7, service);
      statement.executeUpdate();
    }
  }

  private static String sql(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toString();
  }
}
