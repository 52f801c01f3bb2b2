package trunkline.warehouse.lake;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The database that says which metadata file is a table's present: SQLite on one machine,
 * PostgreSQL where several work on one lake.
 *
 * @param url for JDBC
 * @param user empty for none
 */
public record CatalogPlace(String url, String user, String password) {
  private static final String SQLITE = "jdbc:sqlite:";

  /** The file that a folder lake has by itself. */
  public static CatalogPlace in(Path folder) {
    return new CatalogPlace(
        SQLITE + folder.toAbsolutePath().normalize().resolve("catalog.db"), "", "");
  }

  /** Who finds SQLite busy waits for it. */
  String address() {
    return url.startsWith(SQLITE) ? url + "?busy_timeout=30000" : url;
  }

  /** For the catalog of the tables under {@code warehouse}. */
  Map<String, String> properties(String warehouse) {
    var properties = new HashMap<String, String>();
    properties.put("uri", address());
    properties.put("warehouse", warehouse);
    properties.put("jdbc.schema-version", "V1");
    if (!user.isEmpty()) {
      properties.put("jdbc.user", user);
      properties.put("jdbc.password", password);
    }
    return properties;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url;
  }
}
