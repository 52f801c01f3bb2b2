package trunkline.consent.privacy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Leads {@code /privacy/v1/{service}/…} to the services, and loses answers when it is told to. */
final class BreakableEdge implements AutoCloseable {
  /** What happens to a call that its service has answered. */
  @FunctionalInterface
  interface Fate {
    /** Whether the answer reaches the caller. */
    boolean arrives(String path, String body);
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> services = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile Fate fate = (path, body) -> true;

  BreakableEdge() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void lead(String service, String base) {
    services.put(service, base);
  }

  /** From now on. */
  void decide(Fate of) {
    fate = of;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      HttpResponse<byte[]> answer = pass(exchange, path, body);
      if (fate.arrives(path, body)) {
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      exchange.close();
    }
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange, String path, String body)
      throws IOException, InterruptedException {
    String base = services.getOrDefault(path.split("/", 5)[3], "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .header("Content-Type", "application/json")
            .method(
                exchange.getRequestMethod(),
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
