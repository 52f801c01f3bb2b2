package trunkline.warehouse.exchange.drop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.lake.FileRows;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.LakeFiles;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.refusal.Refusal;

/**
 * Takes erased people out of one feed. Rows and quarantined lines tell which files hold them, but
 * for those that are read. So the files go first, then the lines, then the rows: whoever goes on
 * after a kill still finds the rest.
 */
final class FeedErasure {
  private static final TableIdentifier OLD = TableIdentifier.of("erasure", "old_file");

  private final Lake lake;
  private final EmbeddedEngine engine;
  private final Feed feed;
  private final KeptFiles kept;
  private final Table table;

  /** {@code table} is the feed's, with the columns that it declares. */
  FeedErasure(Lake lake, EmbeddedEngine engine, Feed feed, KeptFiles kept, Table table) {
    this.lake = lake;
    this.engine = engine;
    this.feed = feed;
    this.kept = kept;
    this.table = table;
  }

  /**
   * What went.
   *
   * @param rows by erasure
   * @param erasures for which anything went, be it rows, lines or files
   */
  record Gone(Map<String, Long> rows, Set<String> erasures) {}

  /** The properties that a table has from the commit on in which its rows go. */
  @FunctionalInterface
  interface Note {
    Map<String, String> of(Gone gone);
  }

  /**
   * Takes out of the feed whatever holds any of the ids.
   *
   * @return how many rows of the table became less; -1 when another process was faster
   */
  long obey(ErasedIds erased, Note note) throws IOException {
    match(erased);
    var quarantine = new FeedQuarantine(lake.store(), feed);
    Map<String, Set<String>> quarantined = quarantine.naming(erased);
    Map<String, Set<String>> byDigest = rowsByDigest();
    quarantined.forEach(
        (digest, erasures) ->
            byDigest.computeIfAbsent(digest, d -> new TreeSet<>()).addAll(erasures));
    quarantine.forgetHalfWritten();
    kept.forgetHalfWritten();
    kept.forget(byDigest);
    var erasures = new TreeSet<>(kept.forgetUntold(feed, erased, engine));
    byDigest.values().forEach(erasures::addAll);
    quarantined.keySet().forEach(digest -> quarantine.forget(digest, erased));
    return rewrite(note.of(new Gone(rowsByErasure(), erasures)));
  }

  /** Puts every row that is to become less, with its file and its erasure, into a table. */
  private void match(ErasedIds erased) {
    engine.execute("CREATE OR REPLACE TABLE erased (erasure VARCHAR, tenant VARCHAR, id VARCHAR)");
    try (var appender =
        engine.connection().unwrap(DuckDBConnection.class).createAppender("main", "erased")) {
      for (ErasedIds.Id id : erased.all()) {
        appender.beginRow();
        appender.append(id.erasure());
        appender.append(id.tenant());
        appender.append(id.id());
        appender.endRow();
      }
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
    String rows =
        new FileRows(feed.table(), table.schema()).located(TableFiles.of(feed.table(), table));
    engine.execute(
        "CREATE OR REPLACE TABLE matched AS "
            + feed.person().stream()
                .map(column -> naming(rows, column))
                .collect(Collectors.joining(" UNION ")));
  }

  /** The rows whose {@code column} holds an id, unless nothing but what remains is left of them. */
  private String naming(String rows, String column) {
    String tenant = feed.columns().containsKey("tenant") ? " AND erased.tenant = t.tenant" : "";
    String more =
        feed.columns().keySet().stream()
            .filter(name -> !feed.remains().contains(name))
            .map(name -> "t.%s IS NOT NULL".formatted(Literal.name(name)))
            .collect(Collectors.joining(" OR "));
    return """
        SELECT erased.erasure, t.file_digest, t.file_line, t.%s AS file
        FROM (%s) AS t JOIN erased ON erased.id = CAST(t.%s AS VARCHAR)%s WHERE %s
        """
        .formatted(FileRows.FILE, rows, Literal.name(column), tenant, more);
  }

  private Map<String, Set<String>> rowsByDigest() {
    var byDigest = new TreeMap<String, Set<String>>();
    for (var row : engine.rows("SELECT DISTINCT file_digest, erasure FROM matched")) {
      byDigest
          .computeIfAbsent(String.valueOf(row.get(0)), d -> new TreeSet<>())
          .add(String.valueOf(row.get(1)));
    }
    return byDigest;
  }

  private Map<String, Long> rowsByErasure() {
    var rows = new HashMap<String, Long>();
    for (var row : engine.rows("SELECT erasure, COUNT(*) FROM matched GROUP BY erasure")) {
      rows.put(String.valueOf(row.get(0)), EmbeddedEngine.number(row.get(1)).longValueExact());
    }
    return rows;
  }

  private long rewrite(Map<String, String> note) {
    List<DataFile> old = affected();
    var fresh = new ArrayList<Written>();
    for (DataFile file : old) {
      Written left = reduced(file);
      if (left.rows() == 0) {
        left.discard();
      } else {
        fresh.add(left);
      }
    }
    try {
      commit(old, fresh, note);
      return engine
          .number("SELECT COUNT(*) FROM (SELECT DISTINCT file_digest, file_line FROM matched)")
          .longValueExact();
    } catch (ValidationException | CommitFailedException e) {
      fresh.forEach(Written::discard);
      return -1;
    }
  }

  private List<DataFile> affected() {
    Set<String> paths = new TreeSet<>();
    engine
        .rows("SELECT DISTINCT file FROM matched")
        .forEach(row -> paths.add(String.valueOf(row.getFirst())));
    var files = new ArrayList<DataFile>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (paths.contains(LakeFiles.pathOf(table, task.file()).toString())) {
          files.add(whole(task));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataFile whole(FileScanTask task) {
    if (!task.deletes().isEmpty()) {
      // a file that is written again would bring them back
      throw Refusal.tableUnsupported(
          feed.table().toString(),
          "another engine left row deletes in it, and erasures are to be obeyed; compact it there first");
    }
    return task.file();
  }

  /** The file without the rows, or with what remains of them. */
  private Written reduced(DataFile file) {
    TableView.create(engine, OLD, table, List.of(file));
    String columns =
        table.schema().columns().stream()
            .map(Types.NestedField::name)
            .map(name -> left(name) + " AS " + Literal.name(name))
            .collect(Collectors.joining(", "));
    String select =
        """
        SELECT %s FROM %s AS old LEFT JOIN (SELECT DISTINCT file_digest, file_line FROM matched) AS gone
        ON old.file_digest = gone.file_digest AND old.file_line = gone.file_line
        WHERE %s ORDER BY old.file_digest, old.file_line
        """
            .formatted(columns, OLD, feed.remains().isEmpty() ? "gone.file_line IS NULL" : "TRUE");
    return new DataFileWriter(lake, engine).write(feed.table(), table.schema(), select);
  }

  private String left(String column) {
    String value = "old." + Literal.name(column);
    boolean stays = feed.remains().contains(column) || !feed.columns().containsKey(column);
    return stays ? value : "CASE WHEN gone.file_line IS NULL THEN " + value + " END";
  }

  private void commit(List<DataFile> old, List<Written> fresh, Map<String, String> note) {
    Transaction transaction = table.newTransaction();
    if (!old.isEmpty()) {
      var overwrite = transaction.newOverwrite();
      old.forEach(overwrite::deleteFile);
      fresh.forEach(file -> overwrite.addFile(file.dataFile(table.spec(), "")));
      overwrite.commit();
    }
    var update = transaction.updateProperties();
    note.forEach(update::set);
    update.commit();
    transaction.commitTransaction();
  }
}
