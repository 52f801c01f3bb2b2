package trunkline.local.edge;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import trunkline.platform.http.ClosingFilter;

/** The running edge. */
public final class Edge implements AutoCloseable {
  private static final int CONNECTIONS_TO_A_SERVICE = 512;

  /** API Gateway's own limit for the request line and the headers together. */
  private static final int MAX_HEADER_BYTES = 10 * 1024;

  private static final Timeout CONNECT = Timeout.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final WebServer server;
  private final CloseableHttpClient client;

  private Edge(WebServer server, CloseableHttpClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Starts the edge.
   *
   * @param services the port on this machine of each service that runs
   */
  public static Edge start(String bindAddress, int port, Map<String, Integer> services) {
    return start(bindAddress, port, services, ANSWER);
  }

  static Edge start(
      String bindAddress, int port, Map<String, Integer> services, Duration answerLimit) {
    Routes routes = Routes.read();
    Map<String, HttpHost> hosts =
        services.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> new HttpHost("http", "127.0.0.1", e.getValue())));
    CloseableHttpClient client = client(answerLimit);
    var health = new EdgeHealth(hosts, client);
    var server =
        WebServer.builder()
            .host(bindAddress)
            .port(port)
            .shutdownHook(false)
            // some request is always under way: services wait for each other's news
            .shutdownGracePeriod(Duration.ofSeconds(2))
            .maxPayloadSize(routes.maxBodyBytes())
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .addProtocol(rawQueries())
            .directHandlers(RefusalBody.beforeRouting(routes.maxBodyBytes()))
            .routing(
                routing ->
                    routing
                        .addFilter(new ClosingFilter())
                        .get("/healthz", health)
                        .any("/*", new Forwarding(routes, hosts, client)))
            .build()
            .start();
    return new Edge(server, client);
  }

  /** TMF filters come with raw {@code >} and {@code |}; what they mean, the service says. */
  private static Http1Config rawQueries() {
    return Http1Config.builder()
        .validatePrologue(false)
        .maxPrologueLength(MAX_HEADER_BYTES)
        .maxHeadersSize(MAX_HEADER_BYTES)
        .build();
  }

  private static CloseableHttpClient client(Duration answerLimit) {
    var connection =
        ConnectionConfig.custom()
            .setConnectTimeout(CONNECT)
            .setSocketTimeout(Timeout.of(answerLimit))
            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
            .setIdleTimeout(Timeout.ofMinutes(1))
            .build();
    return HttpClients.createMinimal(
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(seeingEarlyAnswers())
            .setDefaultConnectionConfig(connection)
            .setMaxConnPerRoute(CONNECTIONS_TO_A_SERVICE)
            .setMaxConnTotal(10 * CONNECTIONS_TO_A_SERVICE)
            .build());
  }

  /**
   * A service may answer before it has read a large body, and then wait for somebody to read the
   * answer; so the edge looks for one at every mebibyte that it sends.
   */
  private static ManagedHttpClientConnectionFactory seeingEarlyAnswers() {
    return ManagedHttpClientConnectionFactory.builder()
        .responseOutOfOrderStrategy(new MonitoringResponseOutOfOrderStrategy(1024 * 1024))
        .build();
  }

  public int port() {
    return server.port();
  }

  /** Lets requests in flight end, for some seconds. */
  @Override
  public void close() {
    server.stop();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
