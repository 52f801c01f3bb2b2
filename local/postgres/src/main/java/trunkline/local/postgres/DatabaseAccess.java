package trunkline.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * How a service reaches its one database. {@code owner} runs the migrations and owns what they
 * make; {@code user} is what the service runs as: no superuser, owner of nothing, and held by
 * row-level security.
 */
public record DatabaseAccess(
    String url, String owner, String ownerPassword, String user, String password) {

  /** A new connection as the role that the service runs as; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** A new connection as the owner of the tables; the caller closes it. */
  public Connection connectAsOwner() throws SQLException {
    return DriverManager.getConnection(url, owner, ownerPassword);
  }

  /** Without the passwords: this text may reach a log. */
  @Override
  public String toString() {
    return "DatabaseAccess[url=" + url + ", owner=" + owner + ", user=" + user + "]";
  }
}
