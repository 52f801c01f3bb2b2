package trunkline.platform.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventSource;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.log.SourceUnavailable;
import trunkline.platform.security.TokenSource;

/**
 * Another service's log. A cursor over it has its position in the follower's own database, so the
 * followed service knows nothing of who follows, and one that was down catches up.
 */
public final class Feed implements EventSource {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Shorter than half a cursor's lease: the cursor must get round to renewing it. */
  private static final int WAIT_SECONDS = 2;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI base;
  private final String service;
  private final TokenSource tokens;

  /** {@code tokens} give the scope events:read. */
  public Feed(URI base, String service, TokenSource tokens) {
    this.base = base;
    this.service = service;
    this.tokens = tokens;
  }

  @Override
  public List<LogEvent> after(Position position, int limit)
      throws SourceUnavailable, InterruptedException {
    String token = tokens.token();
    HttpRequest request =
        HttpRequest.newBuilder(
                FeedApi.uri(base, service, position, Math.min(limit, 500), WAIT_SECONDS))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() == 401) {
      tokens.refused(token);
    }
    if (response.statusCode() != 200) {
      throw new SourceUnavailable("the feed of " + service + " answered " + response.statusCode());
    }
    return response.body().lines().filter(line -> !line.isBlank()).map(Feed::event).toList();
  }

  private HttpResponse<String> send(HttpRequest request)
      throws SourceUnavailable, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new SourceUnavailable("the feed of " + service + " can't be reached", e);
    }
  }

  private static LogEvent event(String line) {
    var event = (ObjectNode) Json.parse(line);
    var resource = (ObjectNode) event.path("resource");
    resource.remove("id");
    resource.remove("href");
    return new LogEvent(
        new Position(event.path("tx").asLong(), event.path("seq").asLong()),
        event.path("tenant").asText(),
        event.path("eventId").asText(),
        event.path("eventType").asText(),
        Instant.parse(event.path("eventTime").asText()),
        event.path("correlationId").asText(),
        event.path("resourceType").asText(),
        event.path("resourceId").asText(),
        event.path("version").asLong(),
        Json.write(resource));
  }
}
