package trunkline.local.alone;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trunkline.local.ServiceRow;
import trunkline.platform.json.Json;

/**
 * A run under requests that writes the AOT cache a service then starts from (JEP 483, 514): classes
 * loaded and linked, methods that were worth compiling.
 */
public final class Training {
  private static final int REQUESTS = 500;

  private final Bed bed;
  private final String token;

  /** Asks on a bed that stays open until its training is over. */
  public Training(Bed bed) throws IOException, InterruptedException {
    this.bed = bed;
    this.token = bed.token();
  }

  /** Starts a service, asks it and ends it; then the cache is there. */
  public void train(ServiceRow row, Program program, Path cache, String... flags)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    try (ServiceProcess service = bed.start(row, program.command(all))) {
      ask(service, row.name());
    }
  }

  /** Everything that can be read without naming one resource, again and again. */
  public void ask(ServiceProcess service, String name) throws IOException, InterruptedException {
    String base = "http://127.0.0.1:" + service.port();
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode document = Json.parse(get(http, base + "/docs/" + name + "/openapi.json"));
      List<String> lists =
          document.path("paths").properties().stream()
              .filter(path -> path.getValue().has("get") && !path.getKey().contains("{"))
              .map(path -> base + path.getKey())
              .filter(url -> !url.contains("/events/"))
              .toList();
      for (int i = 0; i < REQUESTS; i++) {
        get(http, lists.get(i % lists.size()));
      }
    }
  }

  private String get(HttpClient http, String url) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
