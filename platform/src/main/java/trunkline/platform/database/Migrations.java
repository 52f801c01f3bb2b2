package trunkline.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;

/**
 * The files that make a service's schema, and whether a database already has them.
 *
 * <p>Flyway takes longer to find that nothing is to be done than the rest of a service takes to
 * start. So the files that were run are named, each with its CRC-32 (Flyway's own checksum), in the
 * comment on Flyway's table: where that says the same, Flyway isn't asked.
 */
final class Migrations {
  private static final String CLASS_PATH = "classpath:";
  private static final String FILES = "filesystem:";
  private static final String DONE =
      "SELECT obj_description(to_regclass('flyway_schema_history'), 'pg_class')";

  private final List<String> folders;

  /**
   * @param folders as Flyway names them, with {@code classpath:} or {@code filesystem:} in front
   */
  Migrations(String... folders) {
    this.folders = List.of(folders);
  }

  /** Brings the schema up to date, as the role that owns it. */
  void bringUpToDate(DatabaseConfig config) {
    String wanted = names();
    try (Connection owner =
            DriverManager.getConnection(config.url(), config.ownerUser(), config.ownerPassword());
        Statement statement = owner.createStatement()) {
      if (wanted.equals(done(statement))) {
        return;
      }
      migrate(config);
      statement.execute(
          "COMMENT ON TABLE flyway_schema_history IS '" + wanted.replace("'", "''") + "'");
    } catch (SQLException e) {
      throw new DatabaseFailure(e);
    }
  }

  private void migrate(DatabaseConfig config) {
    Flyway.configure()
        .dataSource(config.url(), config.ownerUser(), config.ownerPassword())
        .locations(folders.toArray(String[]::new))
        .outOfOrder(true)
        .placeholders(Map.of("app", config.user()))
        .load()
        .migrate();
  }

  private static String done(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(DONE)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  /** All files in a settled order, such as {@code V1__log.sql 5d3a…}. */
  private String names() {
    List<String> names = new ArrayList<>();
    for (String folder : folders) {
      names.addAll(
          folder.startsWith(FILES)
              ? inFolder(Path.of(folder.substring(FILES.length())))
              : onClassPath(folder.substring(CLASS_PATH.length())));
    }
    return names.stream().sorted().collect(Collectors.joining("\n"));
  }

  private static List<String> onClassPath(String folder) {
    List<String> names = new ArrayList<>();
    try {
      for (URL place :
          Collections.list(Migrations.class.getClassLoader().getResources(folder + "/"))) {
        names.addAll(
            place.openConnection() instanceof JarURLConnection jar
                ? inJar(jar, folder + "/")
                : inFolder(Path.of(place.toURI())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }

  private static List<String> inJar(JarURLConnection jar, String folder) throws IOException {
    return jar.getJarFile().stream()
        .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
        .map(entry -> name(entry.getName().substring(folder.length()), entry.getCrc()))
        .toList();
  }

  private static List<String> inFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> name(file.getFileName().toString(), checksum(file))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long checksum(Path file) {
    var sum = new CRC32();
    try {
      sum.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum.getValue();
  }

  private static String name(String file, long checksum) {
    return file + " " + Long.toHexString(checksum);
  }
}
