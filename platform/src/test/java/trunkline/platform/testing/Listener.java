package trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import trunkline.platform.json.Json;

/** A subscriber: a real HTTP server that takes events, or refuses as many as it is told to. */
public final class Listener implements AutoCloseable {
  /** One event as it arrived. */
  public record Received(String path, JsonNode body) {}

  private static final int ARRIVES_WITHIN_SECONDS = 20;

  private final HttpServer server;
  private final LinkedBlockingQueue<Received> arrived = new LinkedBlockingQueue<>();
  private volatile int refusals;

  private Listener(HttpServer server) {
    this.server = server;
  }

  public static Listener start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var listener = new Listener(server);
      server.createContext(
          "/",
          exchange -> {
            var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                listener.take(exchange.getRequestURI().getPath(), text), -1);
            exchange.close();
          });
      server.start();
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized int take(String path, String text) {
    if (refusals > 0) {
      refusals--;
      return 503;
    }
    arrived.add(new Received(path, Json.parse(text)));
    return 201;
  }

  /** The next requests, so many of them, are answered with 503. */
  public synchronized void refuse(int requests) {
    refusals = requests;
  }

  public String callback() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/news";
  }

  /** The next events, in the order in which they came; fails when they don't come. */
  public List<Received> next(int events) {
    var received = new ArrayList<Received>();
    try {
      while (received.size() < events) {
        Received one = arrived.poll(ARRIVES_WITHIN_SECONDS, TimeUnit.SECONDS);
        if (one == null) {
          throw new AssertionError(
              "only %d of %d events came: %s".formatted(received.size(), events, received));
        }
        received.add(one);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return received;
  }

  /** How many came that nobody has asked for yet. */
  public int waiting() {
    return arrived.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
