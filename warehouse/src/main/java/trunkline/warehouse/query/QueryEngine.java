package trunkline.warehouse.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.query.Question.TableName;
import trunkline.warehouse.refusal.Refusal;

/**
 * Answers questions over the tables as they are when the question comes. Each question gets an
 * engine of its own, so a refresh that runs beside it changes nothing under it.
 */
public final class QueryEngine {
  /** The order in which a name without its layer is looked for. */
  private static final List<String> LAYERS = List.of("marts", "core", "staging", "bronze");

  private final Lake lake;
  private final EngineSettings settings;
  private final Duration timeout;

  public QueryEngine(Lake lake, EngineSettings settings, Duration timeout) {
    this.lake = lake;
    this.settings = settings;
    this.timeout = timeout;
  }

  /** Answers with at most {@code maxRows} rows. */
  public QueryResult ask(String sql, int maxRows) {
    try (var engine = EmbeddedEngine.open(settings)) {
      return askLocked(engine, sql, maxRows, namedIn(QueryGuard.check(engine, sql)));
    }
  }

  private static Predicate<TableIdentifier> namedIn(Question question) {
    Set<String> names =
        question.tables().stream().map(TableName::table).collect(Collectors.toSet());
    return table -> names.contains(table.name());
  }

  /** Writes the whole answer to a file, which is there whole or not at all. */
  public long export(String sql, Path file, ExportFormat format) {
    Path part = lake.workFolder().resolve(UUID.randomUUID() + "." + format.ending());
    try (var engine = EmbeddedEngine.open(settings)) {
      Question question = QueryGuard.check(engine, sql);
      if (question.isExplain()) {
        throw Refusal.notAQuery("an EXPLAIN is no export");
      }
      engine.execute("SET preserve_insertion_order = true"); // the order of the question
      String copy =
          "COPY (%s) TO %s (%s)"
              .formatted(question.plain(engine), Literal.text(part), format.options());
      show(engine, namedIn(question));
      lock(engine, List.of(lake.tablesFolder() + "/", lake.workFolder() + "/"));
      long rows = run(engine, statement -> statement.executeLargeUpdate(copy));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (IOException e) {
      throw Refusal.exportUnwritable(file, e.toString());
    } finally {
      deleted(part);
    }
  }

  private static void deleted(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs anything at all, with an engine that can only read tables from here on. */
  QueryResult askLocked(EmbeddedEngine engine, String sql, int maxRows) {
    return askLocked(engine, sql, maxRows, name -> true);
  }

  private QueryResult askLocked(
      EmbeddedEngine engine, String sql, int maxRows, Predicate<TableIdentifier> named) {
    show(engine, named);
    lock(engine, List.of(lake.tablesFolder() + "/"));
    return answer(engine, sql, maxRows);
  }

  /** Only of tables that the question names are the files fetched; others are shown by name. */
  private void show(EmbeddedEngine engine, Predicate<TableIdentifier> named) {
    List<TableIdentifier> tables = lake.tables();
    for (TableIdentifier name : tables) {
      lake.find(name)
          .ifPresent(
              table -> {
                if (named.test(name)) {
                  TableView.create(engine, name, table);
                } else {
                  TableView.createEmpty(engine, name, table);
                }
              });
    }
    searchIn(engine, tables);
  }

  /** Lets a table be called by its name alone, and SHOW TABLES list them all. */
  private static void searchIn(EmbeddedEngine engine, List<TableIdentifier> tables) {
    String path =
        tables.stream()
            .map(table -> table.namespace().toString())
            .distinct()
            .sorted(Comparator.comparingInt(LAYERS::indexOf))
            .collect(Collectors.joining(","));
    if (!path.isEmpty()) {
      engine.execute("SET search_path = " + Literal.text(path));
    }
  }

  /** These folders are all that is readable, and no statement can change that. */
  private static void lock(EmbeddedEngine engine, List<String> folders) {
    engine.execute("SET allowed_directories = " + Literal.list(folders));
    engine.execute("SET enable_external_access = false");
    engine.execute("SET lock_configuration = true");
  }

  private QueryResult answer(EmbeddedEngine engine, String sql, int maxRows) {
    return run(
        engine,
        statement -> {
          try (ResultSet result = statement.executeQuery(sql)) {
            return read(result, maxRows);
          }
        });
  }

  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }

  private <T> T run(EmbeddedEngine engine, Work<T> work) {
    try (Statement statement = engine.connection().createStatement()) {
      statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
      return work.on(statement);
    } catch (SQLException e) {
      String message = Objects.toString(e.getMessage(), "the engine failed");
      if (message.contains("INTERRUPT")) {
        throw Refusal.queryTimeout(timeout);
      }
      throw Refusal.queryFailed(message);
    } catch (EngineFailure e) {
      throw Refusal.queryFailed(e.getMessage());
    }
  }

  private static QueryResult read(ResultSet result, int maxRows) throws SQLException {
    var about = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      columns.add(about.getColumnName(i));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == maxRows) {
        return new QueryResult(columns, rows, true);
      }
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(result.getObject(i));
      }
      rows.add(row);
    }
    return new QueryResult(columns, rows, false);
  }
}
