package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
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
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.refusal.Refusal;

/**
 * The lake, in a folder or under a prefix of a bucket: {@code tables/} holds metadata and data, a
 * catalog says which metadata file is a table's present, {@code quarantine/} holds the lines that
 * were no events, {@code work/}, always on this machine, what is being made. Any number of
 * processes may have it open.
 */
public final class Lake implements AutoCloseable {
  private static final String CATALOG = "trunkline";
  private static final int OPEN_ATTEMPTS = 10;
  private static final long OPEN_PAUSE_MILLIS = 50;

  /** Every table begins with these; v2 because deletion vectors (v3) have no reader here yet. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "format-version", "2",
          // loaders, runs and maintenance meet at one table: who is outrun looks again soon
          "commit.retry.num-retries", "20",
          "commit.retry.max-wait-ms", "1000",
          "write.metadata.delete-after-commit.enabled", "true",
          "write.metadata.previous-versions-max", "50");

  private final Path local;
  private final ObjectStore store;
  private final Optional<FileCache> cache;
  private final LakeFiles files;
  private final CatalogPlace place;
  private final JdbcCatalog catalog;

  private Lake(LakePlace place, ObjectStore store, Optional<FileCache> cache, LakeFiles files) {
    this.local = place.local();
    this.store = store;
    this.cache = cache;
    this.files = files;
    this.place = place.catalog();
    this.catalog = catalog(place.catalog(), location("tables"), files);
  }

  public static Lake open(Path folder) {
    return open(LakePlace.of(folder));
  }

  public static Lake open(LakePlace place) {
    try {
      Files.createDirectories(place.local().resolve("tables"));
      Files.createDirectories(place.local().resolve("work"));
      ownersOnly(place.local().resolve("quarantine"));
      ownersOnly(place.local().resolve("audit"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ObjectStore store = place.store();
    if (!place.isBucket()) {
      return new Lake(place, store, Optional.empty(), new LocalFiles());
    }
    var cache = new FileCache(store, place.local(), place.cacheBytes());
    return new Lake(place, store, Optional.of(cache), new BucketFiles(store, cache));
  }

  /** Of what a folder lake holds, only these are read by no other program. */
  private static void ownersOnly(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Two processes may create the catalog's tables at the same moment; the loser looks again. */
  private static JdbcCatalog catalog(CatalogPlace place, String tables, LakeFiles files) {
    for (int attempt = 1; ; attempt++) {
      var catalog = new JdbcCatalog(properties -> files, null, true);
      try {
        catalog.initialize(CATALOG, place.properties(tables));
        return catalog;
      } catch (UncheckedSQLException e) {
        catalog.close();
        if (attempt == OPEN_ATTEMPTS) {
          throw Refusal.catalogUnreachable(place, cause(e));
        }
        pause();
      }
    }
  }

  private static String cause(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : cause(e.getCause());
  }

  /**
   * Makes this lake's catalog know the tables that another knows and it does not: what they are
   * stays where it is, no data is copied. May be done again after it was broken off.
   *
   * @return the tables that were not known yet
   */
  public List<TableIdentifier> adopt(CatalogPlace other) {
    try (JdbcCatalog from = catalog(other, location("tables"), files)) {
      var adopted = new ArrayList<TableIdentifier>();
      for (TableIdentifier name : tables(from)) {
        ensure(name.namespace());
        if (!catalog.tableExists(name)) {
          catalog.registerTable(name, metadataOf(from.loadTable(name)));
          adopted.add(name);
        }
      }
      return adopted;
    }
  }

  private static String metadataOf(Table table) {
    return ((BaseTable) table).operations().current().metadataFileLocation();
  }

  /** The small files of the lake, and all others, by their names in it. */
  public ObjectStore store() {
    return store;
  }

  LakeFiles files() {
    return files;
  }

  /** The folder of this machine: the lake itself, or where its bucket's files are copied to. */
  public Path folder() {
    return local;
  }

  /** The only folder that the engine may read while it answers a person. */
  public Path tablesFolder() {
    return local.resolve("tables");
  }

  /** How tables and catalogs name a file of the lake. */
  public String location(String name) {
    String location = store.location(name);
    return cache.isPresent() ? location : LocalFiles.location(Path.of(location));
  }

  /**
   * Makes a file that the engine has written into {@link #tablesFolder} one of the lake's.
   *
   * @return its location
   */
  String keep(Path file) {
    String name = local.relativize(file).toString();
    if (cache.isPresent()) {
      store.put(name, file);
    } else {
      LocalFiles.sync(file);
    }
    return location(name);
  }

  /** Lets a bucket's copies grow by what is about to be written beside them. */
  void makeRoom() {
    cache.ifPresent(copies -> copies.makeRoom(0));
  }

  /**
   * Where the engine spills. A folder of its own: a locked engine may still read where it spills.
   */
  public Path spillFolder() {
    return local.resolve("spill");
  }

  public Path workFolder() {
    return local.resolve("work");
  }

  /** A folder of its own for one piece of work; whoever makes it deletes it. */
  public Path newWorkFolder() {
    try {
      return Files.createDirectories(workFolder().resolve(UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        .withLocation(location("tables/%s/%s".formatted(name.namespace(), name.name())))
        .withProperties(PROPERTIES);
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

  /** Every table's present as a text, by its name, at one look: another text is other content. */
  public Map<String, String> look() {
    return CatalogLook.at(place, CATALOG);
  }

  public List<TableIdentifier> tables() {
    return tables(catalog);
  }

  private static List<TableIdentifier> tables(JdbcCatalog catalog) {
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
