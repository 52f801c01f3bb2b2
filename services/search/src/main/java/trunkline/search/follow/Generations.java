package trunkline.search.follow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.log.Position;
import trunkline.search.Refusals;
import trunkline.search.follow.Generation.State;
import trunkline.search.projection.KnownType;
import trunkline.search.projection.Projection;

/**
 * The copies of the projection and how far each has come. All of it stands in the database, so that
 * a rebuild goes on where it was when the process ended, and any process may end it.
 */
public final class Generations {
  private final Database database;

  public Generations(Database database) {
    this.database = database;
  }

  /** All there are, the oldest first. */
  public List<Generation> list() {
    return database.call(Database.ALL_TENANTS, Generations::list);
  }

  private static List<Generation> list(Connection connection) throws SQLException {
    String sql = "SELECT number, slot, state, since, shape FROM generation ORDER BY number";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var generations = new ArrayList<Generation>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        State state = State.valueOf(rows.getString(3).toUpperCase(Locale.ROOT));
        generations.add(
            new Generation(
                rows.getLong(1),
                rows.getShort(2),
                state,
                time(rows, 4).orElseThrow(),
                rows.getInt(5)));
      }
      return generations;
    }
  }

  /** The one that answers. */
  public static Generation serving(Connection connection) throws SQLException {
    return list(connection).stream()
        .filter(generation -> generation.state() == State.SERVING)
        .findFirst()
        .orElseThrow();
  }

  /** Begins a new generation at the start of every log; refuses while one is being built. */
  public Generation begin() {
    try {
      return database.inTransaction(Database.ALL_TENANTS, Generations::begin);
    } catch (DatabaseFailure failure) {
      throw failure.isDuplicate() ? Refusals.rebuildRunning().asException() : failure;
    }
  }

  private static Generation begin(Connection connection) throws SQLException {
    Generation serving = serving(connection);
    execute(connection, "DELETE FROM generation WHERE state = 'retired'");
    insertBuilding(connection);
    Generation building = list(connection).getLast();
    emptySlot(connection, building.slot());
    removeCursors(connection);
    Projection.rememberForgotten(connection, serving.slot(), building.slot());
    addFeeds(connection, building.number());
    return building;
  }

  private static void insertBuilding(Connection connection) throws SQLException {
    String sql =
        """
        INSERT INTO generation (number, state, shape) SELECT max(number) + 1, 'building', ? FROM generation
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, Projection.SHAPE);
      statement.executeUpdate();
    }
  }

  /** Makes sure that a generation follows every service that this release knows. */
  void completeFeeds(Generation generation) {
    database.inTransaction(
        Database.ALL_TENANTS,
        connection -> {
          addFeeds(connection, generation.number());
          return true;
        });
  }

  private static void addFeeds(Connection connection, long generation) throws SQLException {
    String sql =
        """
        INSERT INTO feed (generation, service)
        SELECT number, unnest(?) FROM generation WHERE number = ?
        ON CONFLICT DO NOTHING
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", KnownType.SERVICES.toArray()));
      statement.setLong(2, generation);
      statement.executeUpdate();
    }
  }

  /**
   * Lets the generation that is being built serve, if it holds all that the serving one does. The
   * serving one can take nothing meanwhile, so that no reader ever goes back in time.
   *
   * @return whether it serves now
   */
  boolean swap() {
    return database.inTransaction(Database.ALL_TENANTS, Generations::swap);
  }

  private static boolean swap(Connection connection) throws SQLException {
    execute(
        connection,
        """
        SELECT 1 FROM feed JOIN generation ON number = generation AND state = 'serving'
        ORDER BY service FOR UPDATE OF feed
        """);
    String behind =
        """
        SELECT 1 FROM generation AS b
        WHERE b.state = 'building' AND NOT EXISTS (
          SELECT 1
          FROM feed AS old
          JOIN generation AS s ON s.number = old.generation AND s.state = 'serving'
          LEFT JOIN feed AS new ON new.generation = b.number AND new.service = old.service
          WHERE new.service IS NULL OR (new.tx, new.seq) < (old.tx, old.seq)
             OR (new.read_at IS NULL AND old.read_at IS NOT NULL))
        """;
    if (!execute(connection, behind)) {
      return false;
    }
    execute(connection, "DELETE FROM generation WHERE state = 'retired'");
    String sql = "UPDATE generation SET state = ?, since = now() WHERE state = ?";
    for (String[] move : new String[][] {{"retired", "serving"}, {"serving", "building"}}) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, move[0]);
        statement.setString(2, move[1]);
        statement.executeUpdate();
      }
    }
    return true;
  }

  /** Empties the slot of a generation that was retired a while ago, so that nothing outlives it. */
  void clearRetired() {
    String sql =
        """
        DELETE FROM generation WHERE state = 'retired' AND since < now() - interval '30 seconds'
        RETURNING slot
        """;
    database.inTransaction(
        Database.ALL_TENANTS,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSet row = statement.executeQuery();
            return row.next()
                && emptySlot(connection, row.getShort(1))
                && removeCursors(connection);
          }
        });
  }

  /** Where the cursors of generations stood that are no more. */
  private static boolean removeCursors(Connection connection) throws SQLException {
    String sql =
        """
        DELETE FROM cursor_position AS c
        WHERE c.name LIKE 'generation-%' AND NOT EXISTS (
          SELECT 1 FROM generation AS g WHERE starts_with(c.name, 'generation-' || g.number || '/'))
        """;
    return execute(connection, sql);
  }

  private static boolean emptySlot(Connection connection, short slot) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT empty_slot(?)")) {
      statement.setShort(1, slot);
      return statement.execute();
    }
  }

  /** How far each generation has come with each service. */
  public List<FeedState> feeds() {
    return database.call(Database.ALL_TENANTS, Generations::feeds);
  }

  /** The same within a transaction. */
  public static List<FeedState> feeds(Connection connection) throws SQLException {
    String sql =
        """
        SELECT generation, service, tx, seq, events, event_time, read_at FROM feed
        ORDER BY generation, service
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var feeds = new ArrayList<FeedState>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        feeds.add(
            new FeedState(
                rows.getLong(1),
                rows.getString(2),
                new Position(rows.getLong(3), rows.getLong(4)),
                rows.getLong(5),
                time(rows, 6).orElse(null),
                time(rows, 7).orElse(null)));
      }
      return feeds;
    }
  }

  private static Optional<Instant> time(ResultSet rows, int column) throws SQLException {
    @Nullable OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** Whether the statement found or changed a row. */
  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.execute() ? statement.getResultSet().next() : statement.getUpdateCount() > 0;
    }
  }
}
