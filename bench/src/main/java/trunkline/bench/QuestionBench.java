package trunkline.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import java.util.stream.StreamSupport;
import trunkline.local.alone.Bed;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.identity.TokenCall;
import trunkline.platform.json.Json;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.WarehouseConfig;
import trunkline.warehouse.serving.ServingConfig;

/**
 * How long somebody waits for the answer to a small question, over HTTP and with a token, once the
 * server is warm: one caller, one question after the other, each to the last byte of its answer.
 * The time of the processors is told too, since others may be at work on the machine.
 */
final class QuestionBench {
  private static final String PATH = "/warehouse/v1/query";

  /** Who sees pseudonyms, and who sees personal columns in clear and is recorded. */
  private static final String[] ROLES = {"analyst", "steward"};

  private static final int WARM_UPS = 3;

  private final PrintStream out;
  private final Duration time;

  QuestionBench(PrintStream out, Duration time) {
    this.out = out;
    this.time = time;
  }

  void run(long events) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("trunkline-bench");
    try {
      var log = new LandedLog(home.resolve("landing"));
      log.grow(events / 4 * 4);
      var config = WarehouseConfig.fromEnvironment(Map.of("TRUNKLINE_HOME", home.toString()));
      try (var warehouse = Warehouse.open(config)) {
        if (!warehouse.refresh().isGood()) {
          throw new IllegalStateException("the refresh failed");
        }
      }
      serve(home, config, log.customers());
    } finally {
      FolderTree.delete(home);
    }
  }

  private void serve(Path home, WarehouseConfig config, long customers)
      throws IOException, InterruptedException {
    int port = Bed.freePort();
    Path identity = home.resolve("identity");
    Map<String, String> serving =
        Map.of(
            "TRUNKLINE_SERVING_HTTP_PORT", "0",
            "TRUNKLINE_SERVING_HTTP_PUBLIC_URL", "http://127.0.0.1",
            "TRUNKLINE_SERVING_SECURITY_ISSUER", IdentityProvider.issuer(port),
            "TRUNKLINE_SERVING_SECURITY_JWKS_URI", IdentityProvider.jwksUri(port),
            "TRUNKLINE_SERVING_PSEUDONYM_KEY", "opens nothing, and is as long as it must be");
    try (var _ = IdentityProvider.start("127.0.0.1", port, identity, InstantSource.system());
        var server = Warehouse.serve(config, ServingConfig.fromEnvironment(serving))) {
      out.printf("%,d customers; a question after the other%n%n", customers);
      for (String role : ROLES) {
        String token = new TokenCall(port, identity).token(role, "demo");
        List<String> ids = customers(server.port(), token);
        questions(ids).forEach((what, sql) -> measure(server.port(), role, token, what, sql));
      }
    }
  }

  private static Map<String, LongFunction<String>> questions(List<String> customers) {
    Map<String, LongFunction<String>> questions = new LinkedHashMap<>();
    questions.put("nothing read", n -> "SELECT 1");
    questions.put("a mart", n -> "SELECT * FROM marts.active_base LIMIT 10");
    questions.put(
        "a customer",
        n ->
            "SELECT * FROM core.dim_customer WHERE customer_id = '%s' AND is_current"
                .formatted(customers.get(ThreadLocalRandom.current().nextInt(customers.size()))));
    return questions;
  }

  /** Ids as the caller sees them. */
  private static List<String> customers(int port, String token)
      throws IOException, InterruptedException {
    String sql = "SELECT customer_id FROM core.dim_customer WHERE is_current LIMIT 1000";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("sql", sql))))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return StreamSupport.stream(Json.parse(answer).path("rows").spliterator(), false)
          .map(row -> row.path(0).asText())
          .toList();
    }
  }

  private void measure(int port, String role, String token, String what, LongFunction<String> sql) {
    var caller = new LoadGenerator(port, 1);
    LongFunction<byte[]> request =
        n -> LoadGenerator.post(PATH, token, Json.write(Map.of("sql", sql.apply(n))));
    try {
      caller.run(time.dividedBy(WARM_UPS), 200, request);
      Spent before = Spent.now();
      Latencies waited = caller.run(time, 200, request).latencies();
      // of the server, and of a caller who costs little beside it
      double cpu = before.until(Spent.now()).processor() * 1e3 / waited.count();
      out.printf(
          Locale.ROOT,
          "%-8s %-13s p50 %6.1f ms   p95 %6.1f ms   p99 %6.1f ms   %6.1f ms of CPU a question%n",
          role,
          what,
          waited.percentile(0.5),
          waited.percentile(0.95),
          waited.percentile(0.99),
          cpu);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
