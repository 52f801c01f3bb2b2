package trunkline.platform.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.refusal.Refused;
import trunkline.platform.security.Caller;
import trunkline.platform.security.TokenVerifier;
import trunkline.platform.telemetry.Telemetry;

/**
 * Serves routes. The one place where a caller is authenticated, a limit is kept, a refusal becomes
 * a TMF error body, and a fault becomes a 500 with its stack trace in the log and nothing of it in
 * the answer.
 */
public final class HttpEdge {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

  /**
   * Helidon logs its comings and goings to java.util.logging; held here, so that the level is not
   * collected.
   */
  private static final java.util.logging.Logger HELIDON =
      java.util.logging.Logger.getLogger("io.helidon");

  /**
   * Whoever sends up to so many times too much is read to the end, so that the refusal reaches him;
   * beyond, the connection is closed under him.
   */
  private static final int PATIENCE = 4;

  private static final byte[] NO_BODY = {};
  private static final HeaderName CORRELATION = HeaderNames.create("X-Correlation-ID");
  private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  static {
    HELIDON.setLevel(java.util.logging.Level.WARNING);
  }

  private final HttpConfig config;
  private final TokenVerifier tokens;
  private final RateLimit limit;
  private final Telemetry telemetry;
  private final RefusalForm form;
  private final WebServer server;
  private volatile Router router = new Router(List.of());

  public HttpEdge(HttpConfig config, TokenVerifier tokens, RateLimit limit, Telemetry telemetry) {
    this(config, tokens, limit, telemetry, (path, refusal) -> ErrorBody.bytes(refusal));
  }

  /** One that serves a protocol beside TM Forum's, whose refusals have a form of their own. */
  public HttpEdge(
      HttpConfig config,
      TokenVerifier tokens,
      RateLimit limit,
      Telemetry telemetry,
      RefusalForm form) {
    this.config = config;
    this.tokens = tokens;
    this.limit = limit;
    this.telemetry = telemetry;
    this.form = form;
    this.server = server();
  }

  /** How a refusal is written in the protocol that a path belongs to. */
  @FunctionalInterface
  public interface RefusalForm {
    /** JSON. */
    byte[] bytes(String path, Refusal refusal);
  }

  /** Listens until the server is stopped. */
  public WebServer start(List<Route> routes) {
    router = new Router(routes);
    return server.start();
  }

  private WebServer server() {
    HttpRouting.Builder routing =
        HttpRouting.builder().addFilter(new ClosingFilter()).any(this::serve);
    return WebServer.builder()
        .host(config.host())
        .port(config.port())
        .maxPayloadSize(PATIENCE * config.maxBodyBytes())
        .maxConcurrentRequests(config.maxConcurrentRequests())
        .shutdownGracePeriod(Duration.ofSeconds(5))
        .shutdownHook(false)
        // an answer of two packets would wait 40 ms for the first one's acknowledgement
        .connectionOptions(socket -> socket.tcpNoDelay(true))
        // one protocol alone needs no look at the first bytes
        .protocolsDiscoverServices(false)
        .addConnectionSelector(new WatchedConnections(protocol()))
        .directHandlers(protocolErrors())
        .addRouting(routing)
        .build();
  }

  /** The query is not validated here: TMF630 lets a filter be written {@code age>5}. */
  private static Http1ConnectionSelector protocol() {
    return Http1ConnectionSelector.builder()
        .config(http -> http.validatePath(true).validatePrologue(false).maxHeadersSize(32_768))
        .build();
  }

  private void serve(ServerRequest request, ServerResponse response) {
    String correlationId = correlationId(request);
    String method = request.prologue().method().text();
    String path = request.prologue().uriPath().rawPath();
    Telemetry.Measured measured = Telemetry.Measured.NOT;
    try {
      Router.Match match = router.match(method, path);
      Route route = match.route();
      measured = telemetry.request(method, route.path(), request, TRACE_HEADERS);
      Caller caller = route.scope().isPresent() ? authenticated(route, request) : null;
      if (request.headers().contentLength().orElse(0) > config.maxBodyBytes()) {
        throw KernelRefusals.bodyTooLarge(config.maxBodyBytes()).asException();
      }
      if (route.takesNoBody()) {
        drain(request);
      }
      var call = new Call(request, response, caller, match, correlationId, config.maxBodyBytes());
      route.handler().handle(call);
    } catch (Throwable e) { // an Error too: Helidon would blame the caller for it
      boolean readToItsEnd = drain(request);
      byte[] body = refuse(response, path, answerTo(e, method, path, correlationId));
      response.send(method.equals("HEAD") ? NO_BODY : body); // one would be the next answer
      if (!readToItsEnd) {
        throw new CloseConnectionException("the body of a refused request could not be read");
      }
    } finally {
      measured.ended(response.status().code());
    }
  }

  /**
   * Reads what is left of a body: unread, it would be taken for the next request on the connection.
   */
  private static boolean drain(ServerRequest request) {
    try {
      if (request.content().hasEntity() && !request.content().consumed()) {
        request.content().consume();
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private @Nullable Caller authenticated(Route route, ServerRequest request) {
    Caller caller = tokens.verify(request.headers().value(HeaderNames.AUTHORIZATION).orElse(""));
    route.scope().ifPresent(caller::require);
    limit.take(caller);
    return caller;
  }

  private Refusal answerTo(Throwable e, String method, String path, String correlationId) {
    if (e instanceof Refused refused) {
      return refused.refusal();
    }
    if (e instanceof DatabaseFailure failure && failure.refusal().isPresent()) {
      return failure.refusal().get();
    }
    if (e instanceof RequestException request) {
      return protocolRefusal(request.status().code());
    }
    if (e instanceof HttpException http) {
      return protocolRefusal(http.status().code());
    }
    LOG.error("{} {} broke, correlation id {}", method, path, correlationId, e);
    return KernelRefusals.internal(correlationId);
  }

  private Refusal protocolRefusal(int status) {
    return switch (status) {
      case 413 -> KernelRefusals.bodyTooLarge(config.maxBodyBytes());
      case 503 -> KernelRefusals.busy();
      default -> KernelRefusals.badRequest("Correct the request line, headers or body length");
    };
  }

  private byte[] refuse(ServerResponse response, String path, Refusal refusal) {
    refusal.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response.status(refusal.status()).header(HeaderNames.CONTENT_TYPE, "application/json");
    return form.bytes(path, refusal);
  }

  /**
   * What Helidon refuses before a route is found answers in the same form. A fault in a handler
   * never comes here, so a 500 means that the request could not be read.
   */
  private DirectHandlers protocolErrors() {
    DirectHandler handler =
        (request, event, status, headers, message) -> {
          Refusal refusal = protocolRefusal(status.code());
          return DirectHandler.TransportResponse.builder()
              .status(io.helidon.http.Status.create(refusal.status()))
              .header(HeaderNames.CONTENT_TYPE, "application/json")
              .keepAlive(false)
              .entity(ErrorBody.bytes(refusal))
              .build();
        };
    var handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  private static String correlationId(ServerRequest request) {
    String given = request.headers().value(CORRELATION).orElse("");
    if (CORRELATION_ID.matcher(given).matches()) {
      return given;
    }
    var trace = TRACE.matcher(request.headers().value(TRACEPARENT).orElse(""));
    return trace.matches() ? trace.group(1) : UuidCreator.getRandomBasedFast().toString();
  }

  private static final TextMapGetter<ServerRequest> TRACE_HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(ServerRequest carrier) {
          return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable ServerRequest carrier, String key) {
          return carrier == null
              ? null
              : carrier.headers().value(HeaderNames.create(key)).orElse(null);
        }
      };
}
