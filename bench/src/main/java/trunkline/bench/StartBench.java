package trunkline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.platform.json.Json;

/**
 * How long each service takes from nothing to its first answer, alone, from its jar, on its own
 * database, without and with an AOT cache (JEP 483, 514) that a run under requests has written; and
 * the memory that it then holds.
 */
final class StartBench {
  private static final String HEAP = "-Xmx160m";
  private static final int REQUESTS = 500;

  private final PrintStream out;
  private final int rounds;

  StartBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  void run() throws IOException, InterruptedException {
    out.printf("%-16s %10s %10s %8s %14s%n", "alone", "plain", "AOT cache", "ratio", "resident");
    try (Bed bed = new Bed()) {
      String token = bed.token();
      for (ServiceRow row : Services.rows()) {
        measure(bed, row, token);
      }
    }
  }

  private void measure(Bed bed, ServiceRow row, String token)
      throws IOException, InterruptedException {
    Path cache = bed.folder().resolve(row.name() + ".aot");
    String[] training = {HEAP, "-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"};
    try (ServiceProcess trained = bed.start(row, training)) { // the schema is made here too
      ask(trained, row.name(), token);
    }
    List<Double> plain = new ArrayList<>();
    List<Double> cached = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (ServiceProcess service = bed.start(row, HEAP)) {
        plain.add(service.startUp().toMillis() / 1e3);
      }
      try (ServiceProcess service = bed.start(row, HEAP, "-XX:AOTCache=" + cache)) {
        cached.add(service.startUp().toMillis() / 1e3);
        ask(service, row.name(), token);
        resident.add(service.residentBytes() / (1024.0 * 1024));
      }
    }
    double without = ApiBench.median(plain);
    double with = ApiBench.median(cached);
    out.printf(
        Locale.ROOT,
        "%-16s %8.2f s %8.2f s %8.2f %10.0f MiB%n",
        row.name(),
        without,
        with,
        with / without,
        ApiBench.median(resident));
  }

  /** Everything that can be read without naming one resource, again and again. */
  private static void ask(ServiceProcess service, String name, String token)
      throws IOException, InterruptedException {
    String base = "http://127.0.0.1:" + service.port();
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode document = Json.parse(get(http, base + "/docs/" + name + "/openapi.json", token));
      List<String> lists =
          document.path("paths").properties().stream()
              .filter(path -> path.getValue().has("get") && !path.getKey().contains("{"))
              .map(path -> base + path.getKey())
              .filter(url -> !url.contains("/events/"))
              .toList();
      for (int i = 0; i < REQUESTS; i++) {
        get(http, lists.get(i % lists.size()), token);
      }
    }
  }

  private static String get(HttpClient http, String url, String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
