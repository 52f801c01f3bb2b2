package trunkline.local.edge;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import trunkline.platform.json.Json;

/** Says how each service is: 200 when all are ready to work, 503 otherwise. */
final class EdgeHealth implements Handler {
  private static final String READY = "/health/ready";

  private final Map<String, HttpHost> services;
  private final CloseableHttpClient client;

  EdgeHealth(Map<String, HttpHost> services, CloseableHttpClient client) {
    this.services = new TreeMap<>(services);
    this.client = client;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Map<String, String> states = new LinkedHashMap<>();
    services.forEach((name, host) -> states.put(name, isReady(host) ? "UP" : "DOWN"));
    boolean up = !states.containsValue("DOWN");
    response.status(up ? 200 : 503).header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Json.write(Map.of("status", up ? "UP" : "DOWN", "services", states)));
  }

  private boolean isReady(HttpHost host) {
    try {
      return client.execute(
          host, new BasicClassicHttpRequest("GET", READY), answer -> answer.getCode() == 200);
    } catch (IOException e) {
      return false;
    }
  }
}
