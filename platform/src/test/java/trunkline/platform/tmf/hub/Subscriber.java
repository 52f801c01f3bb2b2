package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import trunkline.platform.json.Json;

/** A subscriber that answers each event as it is told to, and remembers all of them. */
final class Subscriber implements AutoCloseable {
  /** One request as it came, and what it was answered. */
  record Request(String target, Headers headers, String text, int status) {
    JsonNode body() {
      return Json.parse(text);
    }

    String id() {
      return headers.getFirst("webhook-id");
    }

    String resourceId() {
      return body().path("event").path("note").path("id").asText();
    }

    int n() {
      return body().path("event").path("note").path("n").asInt();
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile ToIntFunction<JsonNode> answers = event -> 201;

  private Subscriber(HttpServer server) {
    this.server = server;
  }

  static Subscriber start() {
    return start(0);
  }

  static Subscriber start(int port) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var subscriber = new Subscriber(HttpServer.create(address, 0));
      subscriber.server.createContext("/", subscriber::take);
      subscriber.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      subscriber.server.start();
      return subscriber;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = noted(exchange);
      if (status == 302) {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** In hand until it is answered: whoever has the answer may send the next one at once. */
  private int noted(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status = answers.applyAsInt(Json.parse(text));
      String target = exchange.getRequestURI().toString();
      requests.add(new Request(target, exchange.getRequestHeaders(), text, status));
      return status;
    } finally {
      atOnce.decrementAndGet();
    }
  }

  /** From now on an event is answered with the status that {@code how} says. */
  void answer(ToIntFunction<JsonNode> how) {
    answers = how;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String callback() {
    return "http://127.0.0.1:" + port() + "/news";
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Those that it took, in order, repetitions included. */
  List<Request> taken() {
    return requests.stream().filter(r -> r.status() < 300).toList();
  }

  /** What it took of one resource, as the values of attribute n. */
  List<Integer> takenOf(String resourceId) {
    return taken().stream().filter(r -> r.resourceId().equals(resourceId)).map(Request::n).toList();
  }

  List<Request> awaitTaken(int events) {
    await(events + " events", () -> taken().size() >= events);
    return taken();
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain for " + what);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
