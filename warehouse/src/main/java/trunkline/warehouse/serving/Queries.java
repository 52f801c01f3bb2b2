package trunkline.warehouse.serving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.platform.http.Call;
import trunkline.platform.security.Caller;
import trunkline.platform.security.Scope;
import trunkline.warehouse.audit.ReadRecord;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.query.ExportFormat;
import trunkline.warehouse.query.Question;
import trunkline.warehouse.refusal.Refusal;

/**
 * Answers what callers ask, each from the views of his audience. An answer is made whole before its
 * first row leaves: every error is a clear refusal, the rows are counted for the record, and a slow
 * reader holds no table open. Safe for many threads.
 */
final class Queries implements AutoCloseable {
  private static final String ANSWER = "trunkline_answer";

  private final AudienceEngines engines;
  private final Turns turns;
  private final ReadRecord record;
  private final Exports exports;
  private final Duration timeout;
  private final long mostExportRows;
  private final InstantSource clock;
  private final EngineThreads threads = new EngineThreads();

  Queries(
      AudienceEngines engines,
      Turns turns,
      ReadRecord record,
      Exports exports,
      Duration timeout,
      long mostExportRows,
      InstantSource clock) {
    this.engines = engines;
    this.turns = turns;
    this.record = record;
    this.exports = exports;
    this.timeout = timeout;
    this.mostExportRows = mostExportRows;
    this.clock = clock;
  }

  Turns turns() {
    return turns;
  }

  AudienceEngines engines() {
    return engines;
  }

  /** Who asks, by which correlation id it is found again, and how to notice that he hangs up. */
  record Asker(Caller caller, String correlationId, Function<Runnable, Call.Watch> onHangUp) {}

  /** Answers with at most {@code maxRows} rows. */
  void answer(Asker asker, String sql, int maxRows, Answered.Receiver receiver) throws Exception {
    inTurn(
        asker,
        sql,
        (query, engine, connection) -> {
          Asked asked = ask(asker, engine, connection, sql);
          try (Answered answered = answered(query, asked, connection, maxRows)) {
            note(asker, "query", asked, connection, answered.rows());
            receiver.receive(answered);
          } finally {
            connection.execute("DROP TABLE IF EXISTS temp." + ANSWER);
          }
        });
  }

  /** What is done with a file; it is gone afterwards. */
  @FunctionalInterface
  interface FileReceiver {
    void receive(Path file) throws Exception;
  }

  /** Writes the whole answer to a file. */
  void export(Asker asker, String sql, ExportFormat format, FileReceiver receiver)
      throws Exception {
    inTurn(
        asker,
        sql,
        (query, engine, connection) -> {
          Asked asked = ask(asker, engine, connection, sql);
          if (asked.question().isExplain()) {
            throw Refusal.notAQuery("an EXPLAIN is no export");
          }
          Path file = exports.next(format.ending());
          try {
            String copy =
                "COPY (SELECT * FROM (%s) LIMIT %d) TO %s (%s)"
                    .formatted(
                        asked.question().plain(connection),
                        mostExportRows + 1,
                        Literal.text(file),
                        format.options());
            long rows = run(query, asked, connection, copy);
            if (rows > mostExportRows) {
              throw Refusal.exportTooLarge(mostExportRows);
            }
            note(asker, "export", asked, connection, rows);
            receiver.receive(file);
          } finally {
            Files.deleteIfExists(file);
          }
        });
  }

  private interface Work {
    void on(RunningQuery query, AudienceEngine engine, EmbeddedEngine connection) throws Exception;
  }

  private void inTurn(Asker asker, String sql, Work work) throws Exception {
    turns.take(
        asker,
        sql,
        query ->
            engines.with(
                Audience.of(asker.caller()),
                engine -> {
                  EmbeddedEngine connection = engine.borrow();
                  try {
                    work.on(query, engine, connection);
                  } finally {
                    engine.giveBack(connection);
                  }
                  return true;
                }));
  }

  /** A question that may be asked, and the tables that it reads. */
  private record Asked(Question question, List<String> tables, boolean seesAll) {}

  private static Asked ask(
      Asker asker, AudienceEngine engine, EmbeddedEngine connection, String sql) {
    boolean seesAll = Audience.of(asker.caller()).seesAll();
    Question question = Question.of(connection, sql);
    Map<TableIdentifier, Table> tables = engine.fence().check(question, seesAll);
    engine.show(question.shown().isEmpty() ? tables : engine.tables());
    return new Asked(question, tables.keySet().stream().map(Object::toString).toList(), seesAll);
  }

  private Answered answered(
      RunningQuery query, Asked asked, EmbeddedEngine connection, int maxRows) {
    String from =
        asked.question().isExplain()
            ? plan(query, asked, connection)
            : "(" + asked.question().plain(connection) + ")";
    long found =
        run(
            query,
            asked,
            connection,
            "CREATE OR REPLACE TEMP TABLE %s AS SELECT * FROM %s LIMIT %d"
                .formatted(ANSWER, from, maxRows + 1L));
    return Answered.of(
        query.id(),
        Math.min(found, maxRows),
        found > maxRows,
        prepared(connection, "SELECT * FROM temp.%s LIMIT %d".formatted(ANSWER, maxRows)));
  }

  /** EXPLAIN stands in no FROM, so that its few rows are written into one. */
  private String plan(RunningQuery query, Asked asked, EmbeddedEngine connection) {
    try (PreparedStatement statement = prepared(connection, asked.question().text())) {
      query.runs(statement);
      var result = threads.run(statement::executeQuery, query::insist);
      result.next();
      return "(SELECT %s AS explain_key, %s AS explain_value)"
          .formatted(Literal.text(result.getString(1)), Literal.text(result.getString(2)));
    } catch (SQLException e) {
      throw failed(query, asked, e);
    } finally {
      query.ran();
    }
  }

  private long run(RunningQuery query, Asked asked, EmbeddedEngine connection, String sql) {
    try (PreparedStatement statement = prepared(connection, sql)) {
      query.runs(statement);
      return threads.run(
          () -> {
            statement.execute();
            return statement.getLargeUpdateCount();
          },
          query::insist);
    } catch (SQLException e) {
      throw failed(query, asked, e);
    } finally {
      query.ran();
    }
  }

  /** What the engine says here is of the text and of no row. */
  private PreparedStatement prepared(EmbeddedEngine connection, String sql) {
    try {
      PreparedStatement statement = connection.connection().prepareStatement(sql);
      statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
      return statement;
    } catch (SQLException e) {
      throw Refusal.queryFailed(said(e));
    }
  }

  /** What it says here can quote a value of a row, and that may be another's. */
  private Refusal failed(RunningQuery query, Asked asked, SQLException e) {
    String said = said(e);
    if (query.isCancelled()) {
      return Refusal.queryCancelled();
    }
    if (said.contains("INTERRUPT")) {
      return Refusal.queryTimeout(timeout);
    }
    return Refusal.queryFailed(
        asked.seesAll()
            ? said
            : said.split(":", 2)[0]
                + ": a value of the rows does not fit what the query makes of it; your role isn't told which. Use TRY_CAST, or leave such rows out");
  }

  private static String said(SQLException e) {
    return Objects.toString(e.getMessage(), "the engine failed");
  }

  private void note(Asker asker, String kind, Asked asked, EmbeddedEngine connection, long rows) {
    if (asker.caller().may(Scope.WAREHOUSE_READ_PERSONAL)) {
      record.put(
          clock.instant(),
          asker.caller(),
          kind,
          asked.question().withoutValues(connection),
          asked.tables(),
          rows,
          asker.correlationId());
    }
  }

  @Override
  public void close() {
    turns.cancelAll();
    threads.close();
    engines.close();
    exports.close();
  }
}
