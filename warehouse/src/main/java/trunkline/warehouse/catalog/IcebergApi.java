package trunkline.warehouse.catalog;

import io.helidon.http.Method;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Parameters;
import trunkline.platform.http.Route;
import trunkline.platform.security.Scope;
import trunkline.warehouse.audit.ReadRecord;
import trunkline.warehouse.lake.Lake;

/**
 * The lake's catalog over Apache Iceberg's REST protocol (apache/iceberg,
 * open-api/rest-catalog-open-api.yaml), so that Trino, Spark or PyIceberg read and write the same
 * tables. Iceberg's own handlers do the work; what is ours is who may.
 *
 * <p>A table's files hold everybody's rows in clear: to load one takes {@code
 * warehouse:read-personal} and {@code warehouse:all-tenants}, and each loading is recorded. To
 * make, change, rename or drop one takes {@code warehouse:write} besides. Credentials are never
 * handed out; a reader needs its own way to the files. A dropped table's files stay for the
 * maintenance to take away: what they are is said by whoever wrote them.
 */
public final class IcebergApi {
  static final String PATH = "/iceberg";

  private static final String V1 = PATH + "/v1";
  private static final String NAMESPACES = V1 + "/namespaces";
  private static final String NAMESPACE = NAMESPACES + "/{id}";
  private static final String TABLES = NAMESPACE + "/tables";
  private static final String TABLE = TABLES + "/{name}";
  private static final String LEVELS = "\u001f";

  private final JdbcCatalog catalog;
  private final Places places;
  private final ReadRecord record;
  private final InstantSource clock;
  private final List<Route> routes = new ArrayList<>();

  public IcebergApi(Lake lake, ReadRecord record, InstantSource clock) {
    this.catalog = lake.catalog();
    this.places = new Places(lake.location("tables"));
    this.record = record;
    this.clock = clock;
    readers();
    writers();
  }

  public List<Route> routes() {
    return routes;
  }

  private void readers() {
    read(Method.GET, V1 + "/config", "Tells a client what the catalog can do", this::config);
    read(
        Method.GET,
        NAMESPACES,
        "Lists the layers",
        call -> reply(call, CatalogHandlers.listNamespaces(catalog, parent(call))));
    read(
        Method.GET,
        NAMESPACE,
        "Reads a layer's properties",
        call -> reply(call, CatalogHandlers.loadNamespace(catalog, namespace(call))));
    read(
        Method.HEAD,
        NAMESPACE,
        "Says whether there is a layer",
        call -> {
          CatalogHandlers.namespaceExists(catalog, namespace(call));
          call.reply(204);
        });
    read(
        Method.GET,
        TABLES,
        "Lists a layer's tables",
        call -> reply(call, CatalogHandlers.listTables(catalog, namespace(call))));
    read(
        Method.HEAD,
        TABLE,
        "Says whether there is a table",
        call -> {
          CatalogHandlers.tableExists(catalog, table(call));
          call.reply(204);
        });
    route(Method.GET, TABLE, Scope.WAREHOUSE_READ_PERSONAL, "Loads a table's metadata", this::load);
  }

  private void writers() {
    write(Method.POST, NAMESPACES, "Makes a layer", this::createNamespace);
    write(
        Method.POST,
        NAMESPACE + "/properties",
        "Changes a layer's properties",
        call ->
            reply(
                call,
                CatalogHandlers.updateNamespaceProperties(
                    catalog,
                    namespace(call),
                    IcebergJson.read(call, UpdateNamespacePropertiesRequest.class))));
    write(
        Method.DELETE,
        NAMESPACE,
        "Drops a layer without tables",
        call -> {
          CatalogHandlers.dropNamespace(catalog, namespace(call));
          call.reply(204);
        });
    write(Method.POST, TABLES, "Makes a table, or stages its making", this::createTable);
    write(Method.POST, TABLE, "Commits changes to a table", this::commit);
    write(Method.DELETE, TABLE, "Drops a table", this::drop);
    write(
        Method.POST,
        V1 + "/tables/rename",
        "Gives a table another name",
        call -> {
          CatalogHandlers.renameTable(catalog, IcebergJson.read(call, RenameTableRequest.class));
          call.reply(204);
        });
  }

  private void read(Method method, String path, String summary, Route.Handler handler) {
    route(method, path, Scope.WAREHOUSE_READ, summary, handler);
  }

  private void write(Method method, String path, String summary, Route.Handler handler) {
    route(method, path, Scope.WAREHOUSE_WRITE, summary, handler);
  }

  private void route(
      Method method, String path, Scope scope, String summary, Route.Handler handler) {
    Description words = Description.of(summary + ", as the Iceberg REST protocol has it");
    boolean hasBody = !method.equals(Method.HEAD) && !method.equals(Method.DELETE);
    boolean isBare = !hasBody || path.endsWith("/rename");
    Description described = isBare ? words.answers(204) : words.answers(200, "icebergMessage");
    if (method.equals(Method.POST)) {
      described = described.takes("icebergMessage");
    }
    routes.add(
        Route.of(method, path, scope, IcebergErrors.answering(handler))
            .described(described.refuses(404, 406, 409)));
  }

  private void config(Call call) {
    List<Endpoint> endpoints =
        routes.stream()
            .map(route -> Endpoint.create(route.method().text(), protocolPath(route.path())))
            .toList();
    reply(
        call,
        ConfigResponse.builder()
            .withOverride("rest-metrics-reporting-enabled", "false")
            .withEndpoints(endpoints)
            .build());
  }

  /** As the protocol's document writes it. */
  private static String protocolPath(String path) {
    return path.substring(PATH.length())
        .replace("/v1/", "/v1/{prefix}/")
        .replace("{id}", "{namespace}")
        .replace("{name}", "{table}");
  }

  private void load(Call call) {
    call.caller().require(Scope.WAREHOUSE_ALL_TENANTS);
    String wanted =
        Parameters.of(call.rawQuery(), "snapshots", "referenced-by")
            .text("snapshots")
            .orElse("all");
    TableIdentifier name = table(call);
    var response =
        CatalogHandlers.loadTable(
            catalog, name, SnapshotMode.valueOf(wanted.toUpperCase(Locale.ROOT)));
    var snapshot = Optional.ofNullable(response.tableMetadata().currentSnapshot());
    long rows =
        snapshot
            .map(s -> Long.parseLong(s.summary().getOrDefault("total-records", "0")))
            .orElse(0L);
    record.put(
        clock.instant(),
        call.caller(),
        "table",
        "",
        List.of(name.toString()),
        rows,
        call.correlationId());
    reply(call, response);
  }

  private void createNamespace(Call call) {
    var request = IcebergJson.read(call, CreateNamespaceRequest.class);
    if (request.namespace().length() != 1) {
      throw new IllegalArgumentException("A layer has one name: no dots, no levels");
    }
    reply(call, CatalogHandlers.createNamespace(catalog, request));
  }

  private void createTable(Call call) {
    var request = IcebergJson.read(call, CreateTableRequest.class);
    places.check(request);
    Namespace namespace = namespace(call);
    reply(
        call,
        request.stageCreate()
            ? CatalogHandlers.stageTableCreate(catalog, namespace, request)
            : CatalogHandlers.createTable(catalog, namespace, request));
  }

  private void commit(Call call) {
    var request = IcebergJson.read(call, UpdateTableRequest.class);
    places.check(request);
    reply(call, CatalogHandlers.updateTable(catalog, table(call), request));
  }

  private void drop(Call call) {
    var given = Parameters.of(call.rawQuery(), "purgeRequested").text("purgeRequested");
    if (given.filter("true"::equalsIgnoreCase).isPresent()) {
      throw new UnsupportedOperationException(
          "Files are taken away by the warehouse's maintenance: drop without purge");
    }
    CatalogHandlers.dropTable(catalog, table(call));
    call.reply(204);
  }

  private static Namespace parent(Call call) {
    return Parameters.of(call.rawQuery(), "parent", "pageToken", "pageSize")
        .text("parent")
        .map(IcebergApi::namespace)
        .orElse(Namespace.empty());
  }

  private static Namespace namespace(Call call) {
    return namespace(call.id());
  }

  private static Namespace namespace(String text) {
    return Namespace.of(text.split(LEVELS));
  }

  private TableIdentifier table(Call call) {
    Namespace namespace = namespace(call);
    if (!catalog.namespaceExists(namespace)) {
      throw new NoSuchNamespaceException("There is no namespace %s", namespace);
    }
    return TableIdentifier.of(namespace, call.name());
  }

  private static void reply(Call call, Object response) {
    call.reply(200, IcebergJson.write(response));
  }
}
