package trunkline.bridge.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The one thing that JDBC makes long: a statement with its parameters. */
public final class Sql {
  private Sql() {}

  /** Runs a statement that changes rows; returns how many. */
  public static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }
}
