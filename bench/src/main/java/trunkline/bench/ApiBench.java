package trunkline.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import trunkline.local.Services;
import trunkline.local.alone.Bed;
import trunkline.local.alone.ServiceProcess;
import trunkline.local.postgres.DatabaseAccess;

/**
 * GET by id and POST of the customer API beside pgbench running the same statements on the same
 * server, in alternation, so that a machine that slows down slows both; then lists with filters
 * over a large table.
 */
final class ApiBench {
  private static final String PATH = "/tmf-api/customerManagement/v4/customer";
  private static final String BODY =
      """
      {"name":"Jane Roe","status":"Active","engagedParty":{"id":"party-1","@referredType":"Individual","name":"Jane Roe"},\
      "validFor":{"startDateTime":"2024-01-01T00:00:00Z"},"characteristic":[{"name":"segment","value":"residential"},\
      {"name":"monthlyRecurringCharge","valueType":"number","value":29.85}],"@type":"Customer"}""";

  private final PrintStream out;
  private final int rounds;
  private final Duration time;
  private final int connections;

  ApiBench(PrintStream out, int rounds, Duration time, int connections) {
    this.out = out;
    this.rounds = rounds;
    this.time = time;
    this.connections = connections;
  }

  void run(long listed) throws IOException, InterruptedException, SQLException {
    try (Bed bed = new Bed();
        ServiceProcess service = bed.start(Services.rows().getFirst(), "-Xmx512m")) {
      DatabaseAccess database = bed.database("customer");
      String token = bed.token();
      Customers customers = new Customers(database);
      long few = Math.min(100_000, listed);
      customers.add(1, few);
      customers.settle();
      var load = new LoadGenerator(service.port(), connections);
      var pgbench = new Pgbench(database, connections);
      out.printf(
          Locale.ROOT,
          "%d connections, %d rounds of %d s each in alternation; medians%n%n",
          connections,
          rounds,
          time.toSeconds());
      compare(service, "GET by id", pgbench, getScript(few), load, 200, get(token, few));
      compare(service, "POST", pgbench, postScript(), load, 201, post(token));
      lists(service, token, customers, few, listed);
    }
  }

  /** The statement of ResourceStore.find, with pgbench's variable for the parameter. */
  private static String getScript(long customers) {
    return """
    \\set id random(%d, %d)
    SELECT id, version, body::text FROM customer WHERE id = :id;
    """
        .formatted(Customers.FIRST + 1, Customers.FIRST + customers);
  }

  /** The statement of ResourceStore.create, likewise. */
  private static String postScript() {
    return """
    \\set id random(1, 9000000000000000000)
    WITH given AS (SELECT CAST('demo' AS text) AS tenant, CAST(:id AS text) AS id, CAST('2026-01-01T00:00:00Z' AS timestamptz) AS at, CAST(%1$s AS text) AS body), \
    stored AS (INSERT INTO customer (tenant, id, version, created_at, updated_at, body) SELECT tenant, id, 1, at, at, CAST(body AS jsonb) FROM given) \
    INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource) \
    SELECT tenant, CAST('01994d5c-0000-7000-8000-000000000000' AS uuid), 'CustomerCreateEvent', at, 'bench', 'customer', id, 1, CAST(body AS json) FROM given;
    """
        .formatted(Pgbench.literal(BODY));
  }

  private static LongFunction<byte[]> get(String token, long few) {
    return n -> {
      long id = Customers.FIRST + ThreadLocalRandom.current().nextLong(1, few + 1);
      return LoadGenerator.get(PATH + "/" + id, token);
    };
  }

  private static LongFunction<byte[]> post(String token) {
    byte[] request = LoadGenerator.post(PATH, token, BODY);
    return n -> request;
  }

  private void compare(
      ServiceProcess service,
      String what,
      Pgbench pgbench,
      String script,
      LoadGenerator load,
      int status,
      LongFunction<byte[]> request)
      throws IOException, InterruptedException {
    load.run(time, status, request); // the JIT compiler has to see the code first
    List<Double> floors = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double floor = pgbench.run(time, Bed.TENANT, script);
      Duration before = service.cpu();
      LoadGenerator.Result result = load.run(time, status, request);
      cpu.add(service.cpu().minus(before).toNanos() / 1e3 / result.latencies().count());
      floors.add(floor);
      rates.add(result.perSecond());
      ratios.add(result.perSecond() / floor);
      p99.add(result.latencies().percentile(0.99));
    }
    out.printf(
        Locale.ROOT,
        "%-12s %,8.0f/s   pgbench %,8.0f/s   ratio %.2f   p99 %.1f ms   %.0f µs of CPU a request%n",
        what,
        median(rates),
        median(floors),
        median(ratios),
        median(p99),
        median(cpu));
  }

  private void lists(
      ServiceProcess service, String token, Customers customers, long few, long listed)
      throws SQLException, InterruptedException {
    out.printf("%nLists over %,d customers (one connection)%n", listed);
    for (long from = few + 1; from <= listed; from += 100_000) {
      customers.add(from, Math.min(listed, from + 99_999));
      out.printf("\r  filling: %,d", Math.min(listed, from + 99_999));
    }
    customers.settle();
    out.print("\r");
    long some = listed / 2;
    Map<String, String> queries =
        Map.of(
            "1 by name",
            "name=" + encoded("Customer " + some) + "&limit=20",
            "2 by status",
            "status=Suspended&limit=20",
            "3 by status and sort",
            "status=Suspended&sort=-name&limit=20",
            "4 by a nested attribute",
            "contactMedium.characteristic.emailAddress=c" + some + "@example.org",
            "5 by a nested attribute, many",
            "contactMedium.characteristic.city=" + encoded("City 77") + "&limit=20",
            "6 without a filter",
            "limit=20");
    for (Map.Entry<String, String> query : new TreeMap<>(queries).entrySet()) {
      list(service, token, query.getKey().substring(2), query.getValue());
    }
  }

  private void list(ServiceProcess service, String token, String name, String query)
      throws InterruptedException {
    byte[] request = LoadGenerator.get(PATH + "?" + query, token);
    var one = new LoadGenerator(service.port(), 1);
    one.run(Duration.ofSeconds(2), 200, n -> request);
    Latencies latencies = one.run(Duration.ofSeconds(3), 200, n -> request).latencies();
    out.printf(
        Locale.ROOT,
        "  %-32s p50 %6.2f ms   p99 %6.2f ms%n",
        name,
        latencies.percentile(0.5),
        latencies.percentile(0.99));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(d -> d).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
