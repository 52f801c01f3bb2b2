package trunkline.local.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import trunkline.bridge.monolith.MonolithGenerator;
import trunkline.bridge.monolith.PlantedDirt;
import trunkline.local.postgres.DatabaseAccess;

/** The legacy database of the demonstration, made once for a home. */
final class Monolith {
  private static final long SEED = 42;

  private final DatabaseAccess database;

  Monolith(DatabaseAccess database) {
    this.database = database;
  }

  /** How many customers it has; empty before it is made. */
  Optional<Long> customers() throws SQLException {
    try (Connection connection = database.connectAsOwner()) {
      return exists(connection) ? Optional.of(count(connection)) : Optional.empty();
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT to_regclass('crm_kunde') IS NOT NULL")) {
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getBoolean(1);
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT count(*) FROM crm_kunde")) {
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  PlantedDirt generate(int customers) {
    return MonolithGenerator.generate(
        database.url(), database.owner(), database.ownerPassword(), customers, SEED);
  }
}
