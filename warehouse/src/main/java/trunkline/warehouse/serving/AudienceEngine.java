package trunkline.warehouse.serving;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.query.Question.TableName;

/**
 * An engine that stays open for one audience and holds its views. Before a question runs, the views
 * of the tables that it names are made anew where a table has moved on, all in one transaction;
 * what runs already keeps what it began with. Safe for many threads.
 */
final class AudienceEngine implements AutoCloseable {
  /** The order in which a name without its layer is looked for. */
  private static final List<String> LAYERS =
      List.of("marts", "core", "staging", "bronze", "landing_files");

  /** Where the whole tables stand, which no question may name. */
  private static final String WHOLE = "trunkline_whole";

  private final Audience audience;
  private final Lake lake;
  private final PersonalColumns personal;
  private final EmbeddedEngine root;
  private final BlockingQueue<EmbeddedEngine> idle;
  private final Set<String> viewsOfTheEngine;

  /** The state of each table that its view shows. */
  private final Map<TableIdentifier, String> shown = new HashMap<>();

  /** Rows by table and state. */
  private final Map<String, Long> counted = new ConcurrentHashMap<>();

  AudienceEngine(
      Audience audience,
      Lake lake,
      PersonalColumns personal,
      EngineSettings settings,
      Pseudonyms pseudonyms,
      Exports exports,
      int connections) {
    this.audience = audience;
    this.lake = lake;
    this.personal = personal;
    this.root = EmbeddedEngine.open(settings);
    pseudonyms.registerIn(root);
    root.execute("SET preserve_insertion_order = true"); // the order of an answer is its own
    root.execute("SET parquet_metadata_cache = true");
    root.execute("SET GLOBAL TimeZone = 'UTC'");
    this.viewsOfTheEngine =
        root.rows("SELECT DISTINCT lower(view_name) FROM duckdb_views() WHERE internal").stream()
            .map(row -> String.valueOf(row.getFirst()))
            .collect(Collectors.toSet());
    this.idle = new ArrayBlockingQueue<>(connections);
    String path = schemas();
    for (int i = 0; i < connections; i++) {
      EmbeddedEngine connection = root.fork();
      connection.execute("SET search_path = " + Literal.text(path));
      idle.add(connection);
    }
    lock(exports);
  }

  /** Makes every place where a view may stand; answers them in the order of search. */
  private String schemas() {
    root.execute("CREATE SCHEMA " + WHOLE);
    Set<String> schemas = new LinkedHashSet<>(LAYERS);
    lake.tables().forEach(table -> schemas.add(table.namespace().toString()));
    schemas.forEach(schema -> root.execute("CREATE SCHEMA " + Literal.name(schema)));
    return schemas.stream().map(Literal::name).collect(Collectors.joining(","));
  }

  private void lock(Exports exports) {
    String folders = Literal.list(List.of(lake.tablesFolder() + "/", exports.folder() + "/"));
    root.execute("SET allowed_directories = " + folders);
    root.execute("SET enable_external_access = false");
    root.execute("SET lock_configuration = true");
  }

  /** Waits for a connection; it must be given back. */
  EmbeddedEngine borrow() throws InterruptedException {
    return idle.take();
  }

  void giveBack(EmbeddedEngine connection) {
    idle.add(connection);
  }

  /** What this audience may name. */
  Fence fence() {
    return new Fence(this::find, viewsOfTheEngine);
  }

  private Optional<Fence.Found> find(TableName name) {
    if (!name.catalog().isEmpty()) {
      return Optional.empty();
    }
    return (name.schema().isEmpty() ? LAYERS.stream() : Stream.of(name.schema()))
        .map(schema -> TableIdentifier.of(schema, name.table()))
        .flatMap(table -> lake.find(table).map(t -> new Fence.Found(table, t)).stream())
        .filter(found -> isVisible(found.name(), found.table()))
        .findFirst();
  }

  /** Every table that this audience sees, as it is now. */
  Map<TableIdentifier, Table> tables() {
    Map<TableIdentifier, Table> tables = new LinkedHashMap<>();
    for (TableIdentifier name : lake.tables()) {
      lake.find(name).filter(table -> isVisible(name, table)).ifPresent(t -> tables.put(name, t));
    }
    return tables;
  }

  /** What nobody has spoken of may hold anything of anybody. */
  private boolean isVisible(TableIdentifier name, Table table) {
    boolean isSpokenOf = personal.of(name, table).isPresent();
    return audience.isClear()
        ? isSpokenOf || audience.tenant().isEmpty() || Masking.isByTenant(table.schema())
        : isSpokenOf;
  }

  /** Makes the views of these tables show them as they are given. */
  synchronized void show(Map<TableIdentifier, Table> tables) {
    Map<TableIdentifier, Table> moved = new LinkedHashMap<>();
    tables.forEach(
        (name, table) -> {
          if (!state(table).equals(shown.get(name))) {
            moved.put(name, table);
          }
        });
    if (moved.isEmpty()) {
      return;
    }
    root.execute("BEGIN");
    try {
      moved.forEach(this::replace);
      root.execute("COMMIT");
    } catch (RuntimeException e) {
      root.execute("ROLLBACK");
      throw e;
    }
    moved.forEach((name, table) -> shown.put(name, state(table)));
  }

  private void replace(TableIdentifier name, Table table) {
    var whole = TableIdentifier.of(WHOLE, name.toString());
    TableView.create(root, whole, table);
    TableView.prepare(root, name);
    String base = Literal.name(WHOLE) + "." + Literal.name(whole.name());
    @Nullable Map<String, String> kinds =
        audience.isClear() ? null : personal.of(name, table).orElseThrow();
    root.execute(
        "CREATE OR REPLACE VIEW %s.%s AS %s"
            .formatted(
                Literal.name(name.namespace().toString()),
                Literal.name(name.name()),
                new Masking(audience).select(base, table.schema(), kinds)));
  }

  /** How many rows this audience sees, counted once for each state of the table. */
  long rows(TableIdentifier name, Table table) throws InterruptedException {
    String key = name + "@" + state(table);
    Long known = counted.get(key);
    if (known != null) {
      return known;
    }
    show(Map.of(name, table));
    EmbeddedEngine connection = borrow();
    try {
      String sql =
          "SELECT COUNT(*) FROM %s.%s"
              .formatted(Literal.name(name.namespace().toString()), Literal.name(name.name()));
      long rows = connection.number(sql).longValueExact();
      counted.keySet().removeIf(old -> old.startsWith(name + "@"));
      counted.put(key, rows);
      return rows;
    } finally {
      giveBack(connection);
    }
  }

  private static String state(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    return "%s/%s/%d"
        .formatted(
            table.uuid(),
            snapshot == null ? "empty" : snapshot.snapshotId(),
            table.schema().schemaId());
  }

  @Override
  public void close() {
    idle.forEach(EmbeddedEngine::close);
    root.close();
  }
}
