package trunkline.local.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a service's database with its two roles, over and over with the same result. The service's
 * role may connect and nothing more: each migration says what it may do. Names and passwords can't
 * be bound in these statements, so PostgreSQL quotes them itself ({@code format}).
 */
final class Roles {
  private static final String ORDINARY =
      " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";

  private Roles() {}

  static void create(Connection admin, String database, DatabaseAccess access) throws SQLException {
    role(admin, access.owner(), access.ownerPassword());
    role(admin, access.user(), access.password());
    if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
      execute(admin, "CREATE DATABASE %I OWNER %I", database, access.owner());
    }
    execute(admin, "REVOKE ALL ON DATABASE %I FROM PUBLIC", database);
    execute(admin, "GRANT CONNECT ON DATABASE %I TO %I", database, access.user());
  }

  private static void role(Connection admin, String name, String password) throws SQLException {
    boolean known = exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
    execute(
        admin,
        (known ? "ALTER" : "CREATE") + " ROLE %I" + ORDINARY + " PASSWORD %L",
        name,
        password);
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String template, String... values)
      throws SQLException {
    String quoted = quote(connection, template, values);
    try (Statement statement = connection.createStatement()) {
      statement.execute(quoted);
    }
  }

  private static String quote(Connection connection, String template, String... values)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT format(?, VARIADIC ?::text[])")) {
      statement.setString(1, template);
      statement.setArray(2, connection.createArrayOf("text", values));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
