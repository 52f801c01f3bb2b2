package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * The lake folder: {@code catalog.db} says which metadata file is a table's present, {@code
 * tables/} holds metadata and data, {@code quarantine/} the lines that were no events, {@code
 * work/} what is being made. Any number of processes may have it open.
 */
public final class Lake implements AutoCloseable {
  private static final int OPEN_ATTEMPTS = 10;
  private static final long OPEN_PAUSE_MILLIS = 50;

  /** Every table begins with these; v2 because deletion vectors (v3) have no reader here yet. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "format-version", "2",
          "write.metadata.delete-after-commit.enabled", "true",
          "write.metadata.previous-versions-max", "50");

  private final Path folder;
  private final JdbcCatalog catalog;

  private Lake(Path folder, JdbcCatalog catalog) {
    this.folder = folder;
    this.catalog = catalog;
  }

  public static Lake open(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(place.resolve("tables"));
      Files.createDirectories(place.resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Lake(place, catalog(place));
  }

  /** Two processes may create the catalog's tables at the same moment; the loser looks again. */
  private static JdbcCatalog catalog(Path folder) {
    for (int attempt = 1; ; attempt++) {
      var catalog = new JdbcCatalog(properties -> new LocalFiles(), null, true);
      try {
        catalog.initialize("trunkline", catalogProperties(folder));
        return catalog;
      } catch (UncheckedSQLException e) {
        catalog.close();
        if (attempt == OPEN_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
  }

  private static Map<String, String> catalogProperties(Path folder) {
    return Map.of(
        "uri",
        "jdbc:sqlite:" + folder.resolve("catalog.db") + "?busy_timeout=30000",
        "warehouse",
        LocalFiles.location(folder.resolve("tables")),
        "jdbc.schema-version",
        "V1");
  }

  /** Where a data file lies. */
  public static Path pathOf(DataFile file) {
    return LocalFiles.path(file.location());
  }

  public Path folder() {
    return folder;
  }

  /** The only folder that the engine may read while it answers a person. */
  public Path tablesFolder() {
    return folder.resolve("tables");
  }

  /**
   * Where the engine spills. A folder of its own: a locked engine may still read where it spills.
   */
  public Path spillFolder() {
    return folder.resolve("spill");
  }

  public Path workFolder() {
    return folder.resolve("work");
  }

  /** The catalog itself, for who serves it to other engines. */
  public JdbcCatalog catalog() {
    return catalog;
  }

  public Optional<Table> find(TableIdentifier name) {
    try {
      return Optional.of(catalog.loadTable(name));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /** The table, made empty when it is not there yet. */
  public Table ensure(
      TableIdentifier name, Schema schema, PartitionSpec spec, Map<String, String> more) {
    Optional<Table> found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return build(name, schema).withPartitionSpec(spec).withProperties(more).create();
    } catch (AlreadyExistsException e) {
      return catalog.loadTable(name);
    }
  }

  /** The start of a new table, for who creates it together with its first rows. */
  public Catalog.TableBuilder build(TableIdentifier name, Schema schema) {
    ensure(name.namespace());
    return catalog
        .buildTable(name, schema)
        .withLocation(LocalFiles.location(tableFolder(name)))
        .withProperties(PROPERTIES);
  }

  private Path tableFolder(TableIdentifier name) {
    return tablesFolder().resolve(name.namespace().toString()).resolve(name.name());
  }

  private void ensure(Namespace namespace) {
    try {
      if (!catalog.namespaceExists(namespace)) {
        catalog.createNamespace(namespace, Map.of());
      }
    } catch (AlreadyExistsException | UncheckedSQLException e) {
      // another process may have been faster: SQLite then reports a broken constraint
      if (!catalog.namespaceExists(namespace)) {
        throw e;
      }
    }
  }

  public List<TableIdentifier> tables() {
    return catalog.listNamespaces().stream()
        .flatMap(namespace -> catalog.listTables(namespace).stream())
        .sorted(Comparator.comparing(TableIdentifier::toString))
        .toList();
  }

  private static void pause() {
    try {
      Thread.sleep(OPEN_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while opening the lake", e);
    }
  }

  @Override
  public void close() {
    catalog.close();
  }
}
