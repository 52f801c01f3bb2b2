package trunkline.warehouse.lake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * All tables of a catalog at one look: which metadata file is each one's present. Nothing of the
 * tables themselves is opened. The table that is asked is the one of Iceberg's JDBC catalog.
 */
final class CatalogLook {
  private static final String PRESENT =
      """
      SELECT table_namespace, table_name, metadata_location
      FROM iceberg_tables
      WHERE catalog_name = ?
      """;

  private CatalogLook() {}

  static Map<String, String> at(CatalogPlace place, String catalog) {
    var login = new Properties();
    if (!place.user().isEmpty()) {
      login.setProperty("user", place.user());
      login.setProperty("password", place.password());
    }
    try (Connection connection = DriverManager.getConnection(place.address(), login);
        var statement = connection.prepareStatement(PRESENT)) {
      statement.setString(1, catalog);
      try (ResultSet rows = statement.executeQuery()) {
        Map<String, String> present = new HashMap<>();
        while (rows.next()) {
          present.put(rows.getString(1) + "." + rows.getString(2), rows.getString(3));
        }
        return present;
      }
    } catch (SQLException e) {
      throw new UncheckedSQLException(e, "the catalog does not say which tables there are");
    }
  }
}
