package trunkline.platform.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import trunkline.platform.audit.AuditApi;
import trunkline.platform.audit.ReadAuditLog;
import trunkline.platform.database.Database;
import trunkline.platform.feed.FeedApi;
import trunkline.platform.feed.Peers;
import trunkline.platform.http.HttpEdge;
import trunkline.platform.http.RateLimit;
import trunkline.platform.http.Route;
import trunkline.platform.landing.EventLine;
import trunkline.platform.landing.LandingRewrite;
import trunkline.platform.landing.LandingWriter;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.openapi.DocsApi;
import trunkline.platform.openapi.OpenApi;
import trunkline.platform.privacy.PrivacyApi;
import trunkline.platform.privacy.SubjectIndex;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.TokenVerifier;
import trunkline.platform.telemetry.Telemetry;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.tmf.Resources;
import trunkline.platform.tmf.hub.Hub;
import trunkline.platform.tmf.reference.References;

/** A running TMF service: the parts that all of them share, put together in one place. */
public final class TmfService implements AutoCloseable {
  private static final String PLATFORM_MIGRATIONS = "classpath:trunkline/platform/migrations";

  /** Who asks for a person reads what is not in it yet. */
  private static final CursorConfig SUBJECTS =
      CursorConfig.gathering(Duration.ofSeconds(20))
          .inBatchesOf(1_000)
          .puttingOff(Duration.ofMinutes(10));

  private final String name;
  private final List<ResourceType> types;
  private final WebServer server;
  private final List<Route> routes;
  private final List<Runnable> endings;

  private TmfService(
      String name,
      List<ResourceType> types,
      WebServer server,
      List<Route> routes,
      List<Runnable> endings) {
    this.name = name;
    this.types = List.copyOf(types);
    this.server = server;
    this.routes = List.copyOf(routes);
    this.endings = List.copyOf(endings);
  }

  /**
   * Brings the schema up to date and serves the resources until closed.
   *
   * @param migrations class path folder of the service's own migrations, from V1000
   */
  public static TmfService start(
      String name, ServiceConfig config, List<ResourceType> types, String migrations) {
    return start(name, config, types, migrations, parts -> Additions.NONE);
  }

  /** The same with what this service has beyond its resources. */
  public static TmfService start(
      String name,
      ServiceConfig config,
      List<ResourceType> types,
      String migrations,
      Function<ServiceParts, Additions> more) {
    InstantSource clock = InstantSource.system();
    // while it opens, what needs no answer of it yet is made
    Database database = Database.opening(name, config.database(), PLATFORM_MIGRATIONS, migrations);
    EventLog log = new EventLog(database);
    CursorPositions positions =
        new CursorPositions(database, config.instance() + "/" + UuidCreator.getRandomBasedFast());
    Representation representation = new Representation(config.http().base(), types);
    ReadAudit audit = new ReadAudit(database, config.security().auditDelay());
    Hub hub = new Hub(types, database, log, positions, representation, config.hub(), clock);
    Telemetry telemetry = Telemetry.start(name, config.telemetry());
    var resources = new Resources(types, database, log, representation, audit, clock);
    Peers peers = new Peers(config.peers(), clock);
    HttpEdge edge =
        new HttpEdge(
            config.http(),
            new TokenVerifier(config.security(), clock),
            new RateLimit(config.security().requestsPerSecond(), System::nanoTime),
            telemetry);
    database.awaitOpen();

    EventLine line = new EventLine(name, representation);
    LandingWriter landing = new LandingWriter(name, config.landing(), line, clock);
    Cursor landingCursor =
        Cursor.start(
            "landing", log, positions, CursorConfig.gathering(config.landing().pause()), landing);
    Cursor auditCursor = landAudit(name + "-audit", config, database, positions, clock);
    var parts =
        new ServiceParts(database, log, positions, representation, resources, audit, peers, clock);
    Additions additions = more.apply(parts);
    var routes = new ArrayList<Route>();
    routes.addAll(resources.routes());
    routes.addAll(hub.routes());
    routes.addAll(new AuditApi(database, config.http().base()).routes());
    routes.addAll(new FeedApi(name, log, line).routes());
    routes.addAll(additions.routes());
    var subjects = new SubjectIndex(types, database);
    Cursor subjectCursor = Cursor.start(SubjectIndex.CURSOR, log, positions, SUBJECTS, subjects);
    routes.addAll(
        new PrivacyApi(
                name,
                types,
                database,
                log,
                positions,
                subjects,
                new LandingRewrite(name, config.landing(), line),
                representation,
                audit,
                additions.participants(),
                clock)
            .routes());
    routes.addAll(health(database));
    routes.addAll(DocsApi.routes(name, types, routes));
    WebServer server = edge.start(routes);
    hub.start();
    References references =
        References.start(name, types, resources, database, log, positions, peers);
    var endings = new ArrayList<Runnable>(additions.endings());
    endings.addAll(
        List.of(
            references::close,
            hub::close,
            landingCursor::close,
            auditCursor::close,
            subjectCursor::close,
            audit::close,
            telemetry::close,
            database::close));
    return new TmfService(name, types, server, routes, endings);
  }

  /**
   * The read audit goes to the warehouse as a log of its own, in which no resource has an address.
   */
  private static Cursor landAudit(
      String name,
      ServiceConfig config,
      Database database,
      CursorPositions positions,
      InstantSource clock) {
    var line = new EventLine(name, Representation.withoutAddresses());
    return Cursor.start(
        "landing-audit",
        new ReadAuditLog(name, database),
        positions,
        CursorConfig.gathering(config.landing().pause()),
        new LandingWriter(name, config.landing(), line, clock));
  }

  /** Live: the process answers. Ready: it can reach its database. */
  private static List<Route> health(Database database) {
    return List.of(
        Route.open(Method.GET, "/health/live", call -> call.reply(200, "{\"status\":\"up\"}")),
        Route.open(
            Method.GET,
            "/health/ready",
            call -> {
              database.call(
                  Database.ALL_TENANTS,
                  connection -> connection.prepareStatement("SELECT 1").execute());
              call.reply(200, "{\"status\":\"ready\"}");
            }));
  }

  public String name() {
    return name;
  }

  /** All that it can be asked. */
  public List<Route> routes() {
    return routes;
  }

  /** What it says of itself: an OpenAPI document, which it serves too. */
  public ObjectNode openApi() {
    return OpenApi.of(name, types, routes);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops taking requests, ends those in hand, then its cursors, then its database. */
  @Override
  public void close() {
    server.stop();
    endings.forEach(Runnable::run);
  }
}
