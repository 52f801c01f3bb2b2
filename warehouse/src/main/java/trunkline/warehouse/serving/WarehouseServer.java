package trunkline.warehouse.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.http.HttpEdge;
import trunkline.platform.http.RateLimit;
import trunkline.platform.http.Route;
import trunkline.platform.openapi.DocsApi;
import trunkline.platform.openapi.OpenApi;
import trunkline.platform.security.TokenVerifier;
import trunkline.platform.telemetry.Telemetry;
import trunkline.warehouse.audit.ReadRecord;
import trunkline.warehouse.catalog.IcebergApi;
import trunkline.warehouse.catalog.IcebergErrors;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;

/** The warehouse's HTTP server, put together in one place. It opens the lake itself. */
public final class WarehouseServer implements AutoCloseable {
  /** Its name in {@code contracts/openapi} and at {@code /docs}. */
  public static final String NAME = "warehouse";

  private final WebServer server;
  private final List<Route> routes;
  private final List<Runnable> endings;
  private boolean closed;

  private WarehouseServer(WebServer server, List<Route> routes, List<Runnable> endings) {
    this.server = server;
    this.routes = List.copyOf(routes);
    this.endings = List.copyOf(endings);
  }

  /**
   * Serves until closed.
   *
   * @param engine what one engine may use; there are as many as tenants and roles ask
   */
  public static WarehouseServer start(
      ServingConfig.Settings settings,
      Lake lake,
      ModelGraph models,
      EngineSettings engine,
      Duration timeout,
      InstantSource clock) {
    Telemetry telemetry = Telemetry.start(NAME, settings.telemetry());
    Exports exports = Exports.in(lake.workFolder(), clock.instant());
    var personal = new PersonalColumns(models);
    var pseudonyms = new Pseudonyms(settings.pseudonymKey());
    int connections = settings.queriesAtOnce() + 1; // one more to count rows with
    var engines =
        new AudienceEngines(
            settings.engines(),
            audience ->
                new AudienceEngine(
                    audience, lake, personal, engine, pseudonyms, exports, connections));
    var record = new ReadRecord(lake.store());
    var turns = new Turns(settings, clock);
    var queries =
        new Queries(engines, turns, record, exports, timeout, settings.mostExportRows(), clock);

    var routes = new ArrayList<Route>();
    routes.addAll(new QueryApi(queries, settings.mostRows()).routes());
    routes.addAll(new TablesApi(engines, personal, models).routes());
    routes.addAll(new IcebergApi(lake, record, clock).routes());
    routes.addAll(health(lake));
    routes.addAll(DocsApi.routes(NAME, List.of(), routes));
    var edge =
        new HttpEdge(
            settings.http(),
            new TokenVerifier(settings.security(), clock),
            new RateLimit(settings.security().requestsPerSecond(), System::nanoTime),
            telemetry,
            IcebergErrors.FORM);
    return new WarehouseServer(
        edge.start(routes),
        routes,
        List.of(turns::cancelAll, queries::close, telemetry::close, lake::close));
  }

  /** Live: the process answers. Ready: it can read the catalog. */
  private static List<Route> health(Lake lake) {
    return List.of(
        Route.open(Method.GET, "/health/live", call -> call.reply(200, "{\"status\":\"up\"}")),
        Route.open(
            Method.GET,
            "/health/ready",
            call -> {
              lake.tables();
              call.reply(200, "{\"status\":\"ready\"}");
            }));
  }

  /** All that it can be asked. */
  public List<Route> routes() {
    return routes;
  }

  /** What it says of itself. */
  public ObjectNode openApi() {
    return OpenApi.of(NAME, List.of(), routes);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Ends what runs, takes no more, gives back all that it holds. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    endings.getFirst().run();
    server.stop();
    endings.stream().skip(1).forEach(Runnable::run);
  }
}
