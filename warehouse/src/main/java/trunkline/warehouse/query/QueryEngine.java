package trunkline.warehouse.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
      Set<String> named = QueryGuard.check(engine, sql);
      return askLocked(engine, sql, maxRows, name -> named.contains(name.name()));
    }
  }

  /** Runs anything at all, with an engine that can only read tables from here on. */
  QueryResult askLocked(EmbeddedEngine engine, String sql, int maxRows) {
    return askLocked(engine, sql, maxRows, name -> true);
  }

  /** Only of tables that the question names are the files fetched; others are shown by name. */
  private QueryResult askLocked(
      EmbeddedEngine engine, String sql, int maxRows, Predicate<TableIdentifier> named) {
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
    lock(engine);
    return answer(engine, sql, maxRows);
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

  /** The tables' folder is all that is readable, and no statement can change that. */
  private void lock(EmbeddedEngine engine) {
    engine.execute("SET allowed_directories = [" + Literal.text(lake.tablesFolder() + "/") + "]");
    engine.execute("SET enable_external_access = false");
    engine.execute("SET lock_configuration = true");
  }

  private QueryResult answer(EmbeddedEngine engine, String sql, int maxRows) {
    try (Statement statement = engine.connection().createStatement()) {
      statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
      try (ResultSet result = statement.executeQuery(sql)) {
        return read(result, maxRows);
      }
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
