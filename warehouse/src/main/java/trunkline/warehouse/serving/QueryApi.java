package trunkline.warehouse.serving;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.security.Scope;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.query.ExportFormat;
import trunkline.warehouse.refusal.Refusal;

/** {@code /warehouse/v1/query} and {@code /warehouse/v1/export}: questions and their answers. */
final class QueryApi {
  private static final String QUERY = "/warehouse/v1/query";
  private static final HeaderName QUERY_ID = HeaderNames.create("X-Query-ID");
  private static final HeaderName RESULT_COUNT = HeaderNames.create("X-Result-Count");
  private static final HeaderName RESULT_CUT = HeaderNames.create("X-Result-Cut");

  private final Queries queries;
  private final int mostRows;

  QueryApi(Queries queries, int mostRows) {
    this.queries = queries;
    this.mostRows = mostRows;
  }

  List<Route> routes() {
    return List.of(
        route(Method.POST, QUERY, this::query)
            .described(
                Description.of("Answers one SELECT, WITH, SHOW or DESCRIBE")
                    .named("query")
                    .takes("warehouseQuery")
                    .answers(200, "warehouseAnswer")
                    .orFile("text/csv", "application/x-ndjson")
                    .header("X-Query-ID", "QueryId")
                    .header("X-Result-Count", "ResultCount")
                    .header("X-Result-Cut", "RowsCut")
                    .refuses(406, 409, 422)),
        route(Method.GET, QUERY, this::list)
            .described(
                Description.of("Lists the caller's queries that wait or run")
                    .named("listQueries")
                    .answersList(200, "warehouseRunningQuery")),
        route(Method.DELETE, QUERY + "/{id}", this::cancel)
            .described(
                Description.of("Cancels one of the caller's queries")
                    .named("cancelQuery")
                    .answers(204)),
        route(Method.POST, "/warehouse/v1/export", this::export)
            .described(
                Description.of("Answers one question whole, as a file")
                    .named("export")
                    .takes("warehouseExport")
                    .answersFile(
                        200, ExportFormat.PARQUET.mediaType(), ExportFormat.CSV.mediaType())
                    .refuses(409, 422)));
  }

  private static Route route(Method method, String path, Route.Handler handler) {
    return Route.of(method, path, Scope.WAREHOUSE_READ, HttpRefusals.answering(handler));
  }

  private void query(Call call) throws Exception {
    var body = QuestionBody.read(call, Set.of("sql", "maxRows", "format"));
    String sql = body.sql();
    int maxRows = body.maxRows(Warehouse.DEFAULT_ROWS, mostRows);
    AnswerFormat format = format(call, body);
    queries.answer(
        asker(call),
        sql,
        maxRows,
        answer -> {
          call.with(QUERY_ID, answer.id().toString())
              .with(RESULT_COUNT, Long.toString(answer.rows()))
              .with(RESULT_CUT, Boolean.toString(answer.isCut()));
          call.stream(format.mediaType(), out -> format.write(answer, out));
        });
  }

  private static AnswerFormat format(Call call, QuestionBody body) {
    return body.format()
        .map(AnswerFormat::of)
        .or(() -> AnswerFormat.accepted(call.header(HeaderNames.ACCEPT).orElse("*/*")))
        .orElseThrow(HttpRefusals::notAcceptable);
  }

  private void list(Call call) {
    call.reply(
        200,
        Json.write(queries.turns().list(call.caller()).stream().map(QueryApi::shown).toList()));
  }

  private static Map<String, Object> shown(RunningQuery query) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", query.id().toString());
    shown.put("sql", query.sql());
    shown.put("state", query.waits() ? "waiting" : "running");
    shown.put("since", query.since().toString());
    return shown;
  }

  private void cancel(Call call) {
    queries
        .turns()
        .find(call.caller(), call.id())
        .orElseThrow(() -> Refusal.queryUnknown(call.id()))
        .cancel();
    call.reply(204);
  }

  private void export(Call call) throws Exception {
    var body = QuestionBody.read(call, Set.of("sql", "format"));
    String sql = body.sql();
    ExportFormat format = ExportFormat.of(body.format().orElse("parquet"));
    queries.export(
        asker(call),
        sql,
        format,
        file -> call.stream(format.mediaType(), out -> Files.copy(file, out)));
  }

  private static Queries.Asker asker(Call call) {
    return new Queries.Asker(call.caller(), call.correlationId(), call::onHangUp);
  }
}
