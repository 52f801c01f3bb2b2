package trunkline.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import trunkline.platform.json.Json;

/**
 * The other services, as far as they are followed: a real HTTP server that serves their logs by the
 * contract of {@code /events/v1/{service}} (ARCHITECTURE.md, "Landing" for the lines).
 */
public final class Logs implements AutoCloseable {
  private record Line(long tx, String text) {}

  private final HttpServer server;
  private final Map<String, List<Line>> lines = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Set<String> down = new HashSet<>();
  private long transaction = 700;

  private Logs(HttpServer server) {
    this.server = server;
  }

  public static Logs start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var logs = new Logs(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/events/v1/", logs::answer);
      server.start();
      return logs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Creates or changes a resource; its version follows from that. */
  public void put(String service, String tenant, String type, String id, String body) {
    ObjectNode resource = Json.mapper().createObjectNode();
    resource.put("id", id).put("href", "https://elsewhere.example/" + type + "/" + id);
    resource.setAll((ObjectNode) Json.parse(body));
    boolean isNew = !versions.containsKey(tenant + type + id);
    append(service, tenant, type, id, isNew ? "Create" : "AttributeValueChange", resource);
  }

  public void delete(String service, String tenant, String type, String id) {
    append(service, tenant, type, id, "Delete", Json.mapper().createObjectNode().put("id", id));
  }

  private synchronized void append(
      String service, String tenant, String type, String id, String kind, ObjectNode resource) {
    long tx = ++transaction;
    ObjectNode event = Json.mapper().createObjectNode();
    event.put("eventId", UUID.randomUUID().toString());
    event.put(
        "eventType", Character.toUpperCase(type.charAt(0)) + type.substring(1) + kind + "Event");
    event.put("eventTime", Instant.now().toString()).put("tenant", tenant);
    event.put("service", service).put("resourceType", type).put("resourceId", id);
    event.put("version", versions.merge(tenant + type + id, 1L, Long::sum));
    event.put("tx", tx).put("seq", tx).put("correlationId", "test");
    event.set("resource", resource);
    lines.computeIfAbsent(service, s -> new ArrayList<>()).add(new Line(tx, Json.write(event)));
    notifyAll();
  }

  /** Writes everything that a service's log holds once more behind it: later than all else. */
  public synchronized void repeat(String service) {
    for (Line line : List.copyOf(lines.getOrDefault(service, List.of()))) {
      long tx = ++transaction;
      var event = (ObjectNode) Json.parse(line.text());
      lines.getOrDefault(service, List.of()).add(new Line(tx, Json.write(event.put("tx", tx))));
    }
    notifyAll();
  }

  /** A service that answers nothing but 503 until it is up again. */
  public synchronized void down(String service) {
    down.add(service);
    notifyAll();
  }

  public synchronized void up(String service) {
    down.remove(service);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String service = exchange.getRequestURI().getPath().substring("/events/v1/".length());
    Map<String, String> query =
        List.of(exchange.getRequestURI().getQuery().split("&")).stream()
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    boolean known =
        exchange.getRequestHeaders().getFirst("Authorization") != null
            && exchange.getRequestMethod().equals("GET");
    String text = known ? next(service, query) : "no";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int status = text.equals("no") ? 503 : 200;
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized String next(String service, Map<String, String> query) {
    long after = Long.parseLong(query.getOrDefault("after", "0-0").split("-")[0]);
    int limit = Integer.parseInt(query.getOrDefault("limit", "500"));
    long end =
        System.nanoTime() + Long.parseLong(query.getOrDefault("waitSeconds", "0")) * 1_000_000_000L;
    String found = lines(service, after, limit);
    while (found.isEmpty() && !down.contains(service) && System.nanoTime() < end) {
      try {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        return "no";
      }
      found = lines(service, after, limit);
    }
    return down.contains(service) ? "no" : found;
  }

  private String lines(String service, long after, int limit) {
    return lines.getOrDefault(service, List.of()).stream()
        .filter(line -> line.tx() > after)
        .limit(limit)
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
