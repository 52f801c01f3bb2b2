package trunkline.search.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.search.follow.Generations;

/** Reads of the generation that serves. Safe to use from any thread. */
public final class Reading {
  /** What reads; {@code slot} holds the serving generation. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Connection connection, short slot) throws SQLException;
  }

  private final Database database;
  private final Duration statementTimeout;

  public Reading(Database database, Duration statementTimeout) {
    this.database = database;
    this.statementTimeout = statementTimeout;
  }

  /** One answer's statements, in one transaction, each of them stopped when it takes too long. */
  public <T extends @Nullable Object> T read(String tenant, Work<T> work) {
    return database.inTransaction(
        tenant,
        connection -> {
          limitTime(connection);
          return work.run(connection, Generations.serving(connection).slot());
        });
  }

  private void limitTime(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('statement_timeout', ?, true)")) {
      statement.setString(1, Long.toString(statementTimeout.toMillis()));
      statement.execute();
    }
  }
}
