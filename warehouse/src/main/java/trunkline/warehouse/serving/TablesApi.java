package trunkline.warehouse.serving;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.security.Scope;
import trunkline.warehouse.lineage.LineagePage;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelGraph;

/** What there is to ask: the tables that the caller sees, and which is made from which. */
final class TablesApi {
  private static final HeaderName CONTENT_SECURITY_POLICY =
      HeaderNames.create("Content-Security-Policy");
  private static final String NOTHING_ELSE =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final AudienceEngines engines;
  private final PersonalColumns personal;
  private final Map<String, ModelDescription> models;
  private final byte[] lineage;

  TablesApi(AudienceEngines engines, PersonalColumns personal, ModelGraph graph) {
    this.engines = engines;
    this.personal = personal;
    List<ModelDescription> described = graph.described();
    this.models =
        described.stream().collect(Collectors.toMap(ModelDescription::table, Function.identity()));
    this.lineage = new LineagePage(described).html().getBytes(StandardCharsets.UTF_8);
  }

  List<Route> routes() {
    return List.of(
        Route.of(
                Method.GET,
                "/warehouse/v1/tables",
                Scope.WAREHOUSE_READ,
                HttpRefusals.answering(this::tables))
            .described(
                Description.of("Lists the tables that the caller may ask about")
                    .named("listTables")
                    .answersList(200, "warehouseTable")),
        Route.of(Method.GET, "/warehouse/v1/lineage", Scope.WAREHOUSE_READ, this::lineage)
            .described(
                Description.of("Shows which table is made from which, as a page")
                    .named("showLineage")
                    .answersFile(200, "text/html")
                    .header("Content-Security-Policy", "ContentSecurityPolicy")));
  }

  private void lineage(Call call) {
    call.with(CONTENT_SECURITY_POLICY, NOTHING_ELSE).reply(200, "text/html;charset=UTF-8", lineage);
  }

  private void tables(Call call) throws Exception {
    List<Map<String, Object>> tables =
        engines.with(
            Audience.of(call.caller()),
            engine -> {
              List<Map<String, Object>> all = new ArrayList<>();
              for (var entry : engine.tables().entrySet()) {
                long rows = engine.rows(entry.getKey(), entry.getValue());
                all.add(shown(entry.getKey(), entry.getValue(), rows));
              }
              return all;
            });
    call.reply(200, Json.write(tables));
  }

  private Map<String, Object> shown(TableIdentifier name, Table table, long rows) {
    Optional<ModelDescription> model = Optional.ofNullable(models.get(name.toString()));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", name.toString());
    String comment = table.properties().getOrDefault("comment", "");
    shown.put("grain", model.map(ModelDescription::grain).orElse(comment));
    model.ifPresent(m -> shown.put("owner", m.owner()));
    shown.put("rows", rows);
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot != null) {
      shown.put("changedAt", Instant.ofEpochMilli(snapshot.timestampMillis()).toString());
    }
    shown.put("columns", columns(name, table, model));
    return shown;
  }

  private List<Map<String, Object>> columns(
      TableIdentifier name, Table table, Optional<ModelDescription> model) {
    Map<String, String> kinds = personal.of(name, table).orElse(Map.of());
    return table.schema().columns().stream()
        .map(column -> column(column, kinds.getOrDefault(column.name(), "none"), model))
        .toList();
  }

  private static Map<String, Object> column(
      Types.NestedField column, String kind, Optional<ModelDescription> model) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", column.name());
    shown.put("type", column.type().toString());
    model
        .map(m -> m.columns().getOrDefault(column.name(), ""))
        .filter(meaning -> !meaning.isEmpty())
        .ifPresent(meaning -> shown.put("meaning", meaning));
    if (!kind.equals("none")) {
      shown.put("personal", kind);
    }
    return shown;
  }
}
