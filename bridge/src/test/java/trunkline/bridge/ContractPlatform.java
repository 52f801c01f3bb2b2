package trunkline.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import trunkline.platform.json.Json;

/**
 * The bulk format of ARCHITECTURE.md, to the letter, with faults on demand: keys are remembered, a
 * line is refused alone, a call commits as one. It keeps every write, so a test can count them.
 */
final class ContractPlatform implements AutoCloseable {
  private static final int MOST_LINES = 1_000;
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** What goes wrong with one call. */
  enum Fault {
    NONE,
    /** 500 before anything is written. */
    ERROR,
    /** All is written, and the connection breaks before the answer. */
    ANSWER_LOST,
    /** All is written, and the answer breaks off in the middle. */
    ANSWER_CUT,
    /** All is written, but the answer comes when nobody waits any more. */
    SLOW,
    /** 429 with Retry-After. */
    TOO_MANY
  }

  private static final Duration SLOW = Bridge.CALL_TIMEOUT.plusMillis(500);

  /** Somebody who stands at a call before and after its commit. */
  interface Watcher {
    default void beforeCommit(int call) {}

    default void afterCommit(int call) {}
  }

  private final WebServer server;
  private final Map<String, String> idByKey = new HashMap<>();
  private final Map<String, JsonNode> resourceById = new LinkedHashMap<>();
  private final Map<String, Integer> writesByKey = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private BiFunction<String, JsonNode, Optional<String>> refusal = (_, _) -> Optional.empty();
  private Watcher watcher = new Watcher() {};
  private int calls;

  ContractPlatform(int port) {
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(port)
            .maxPayloadSize(2L * MOST_BYTES)
            .routing(
                HttpRouting.builder()
                    .post("/bulk/v1/{resource}", this::bulk)
                    .post("/token", ContractPlatform::token))
            .build()
            .start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The next calls go wrong in these ways, one each. */
  synchronized void fail(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Refuses lines for which the function gives a reason. */
  synchronized void refuse(BiFunction<String, JsonNode, Optional<String>> why) {
    refusal = why;
  }

  synchronized void watch(Watcher who) {
    watcher = who;
  }

  synchronized int calls() {
    return calls;
  }

  /** Every resource of a kind, in the order of writing. */
  synchronized List<JsonNode> list(String resource) {
    return resourceById.entrySet().stream()
        .filter(e -> e.getKey().startsWith(resource + "-"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** How often the busiest key was written; more than once is once too often. */
  synchronized int mostWritesOfAKey() {
    return writesByKey.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static void token(ServerRequest request, ServerResponse response) {
    String form = request.content().as(String.class);
    if (!form.contains("grant_type=client_credentials") || !form.contains("client_secret=s3cret")) {
      response.status(Status.UNAUTHORIZED_401).send();
      return;
    }
    response.send("{\"access_token\":\"test-token\",\"expires_in\":300,\"token_type\":\"Bearer\"}");
  }

  private void bulk(ServerRequest request, ServerResponse response) {
    byte[] body = request.content().as(byte[].class);
    String authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
    if (!authorization.equals("Bearer test-token")) {
      response.status(Status.UNAUTHORIZED_401).send();
    } else if (!type.equals("application/x-ndjson")) {
      response.status(Status.UNSUPPORTED_MEDIA_TYPE_415).send();
    } else if (lines.size() > MOST_LINES || body.length > MOST_BYTES) {
      response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
    } else {
      answer(request.path().pathParameters().get("resource"), lines, response);
    }
  }

  private void answer(String resource, List<String> lines, ServerResponse response) {
    Fault fault;
    Watcher present;
    int call;
    synchronized (this) {
      call = ++calls;
      fault = Optional.ofNullable(faults.poll()).orElse(Fault.NONE);
      present = watcher;
    }
    if (fault == Fault.ERROR) {
      response.status(Status.INTERNAL_SERVER_ERROR_500).send();
      return;
    }
    if (fault == Fault.TOO_MANY) {
      response.status(Status.TOO_MANY_REQUESTS_429).header("Retry-After", "0").send();
      return;
    }
    present.beforeCommit(call);
    String answer = commit(resource, lines);
    present.afterCommit(call);
    switch (fault) {
      case ANSWER_LOST -> throw new CloseConnectionException("the answer is lost, as ordered");
      case SLOW -> {
        sleep();
        response.send(answer);
      }
      case ANSWER_CUT -> response.send(answer.substring(0, answer.length() / 2));
      default -> response.send(answer);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(SLOW);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized String commit(String resource, List<String> lines) {
    List<String> answers = new ArrayList<>();
    for (String line : lines) {
      answers.add(Json.write(take(resource, Json.parse(line))));
    }
    return String.join("\n", answers) + "\n";
  }

  private ObjectNode take(String resource, JsonNode line) {
    String key = line.path("key").asText();
    if (key.isEmpty() || !line.path("resource").isObject() || line.size() != 2) {
      throw new IllegalArgumentException("not a line of the bulk format");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("key", key);
    String known = idByKey.get(key);
    if (known != null) {
      return answer.put("status", 200).put("id", known);
    }
    Optional<String> why =
        key.matches("[\\x20-\\x7e]{1,200}")
            ? refusal.apply(resource, line.path("resource"))
            : Optional.of("a key is 1 to 200 printable ASCII characters");
    if (why.isPresent()) {
      answer.put("status", 422);
      answer.putObject("error").put("code", "4220").put("reason", why.get()).put("status", "422");
      return answer;
    }
    String id = resource + "-" + UUID.randomUUID();
    idByKey.put(key, id);
    resourceById.put(id, line.path("resource"));
    writesByKey.merge(key, 1, Integer::sum);
    return answer.put("status", 201).put("id", id);
  }

  @Override
  public void close() {
    server.stop();
  }
}
