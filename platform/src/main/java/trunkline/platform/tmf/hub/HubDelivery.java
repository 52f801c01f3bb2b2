package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/**
 * Sends one subscription its events, each at least once and in order; an event that the subscriber
 * doesn't take is offered again, and those behind it wait. {@code eventId} lets the subscriber see
 * a repetition.
 */
final class HubDelivery implements EventConsumer {
  private final Subscription subscription;
  private final Map<String, ResourceType> types;
  private final Representation representation;
  private final EventFilter filter;
  private final HubConfig config;
  private final HttpClient http;

  /** How far the batch in hand was sent: what was taken is not sent again with what was not. */
  private Position began = Position.START;

  private Position sent = Position.START;

  HubDelivery(
      Subscription subscription,
      Map<String, ResourceType> types,
      Representation representation,
      EventFilter filter,
      HubConfig config,
      HttpClient http) {
    this.subscription = subscription;
    this.types = types;
    this.representation = representation;
    this.filter = filter;
    this.config = config;
    this.http = http;
  }

  @Override
  public Position resume(Position saved) {
    return saved.equals(began) ? sent : saved;
  }

  @Override
  public void accept(Position from, List<LogEvent> events)
      throws IOException, InterruptedException {
    began = from;
    sent = from;
    List<LogEvent> concerning = events.stream().filter(this::concerns).toList();
    List<ObjectNode> wanted = concerning.stream().map(this::notification).toList();
    Set<Integer> matching = filter.matching(subscription.query(), wanted);
    for (int i = 0; i < wanted.size(); i++) {
      if (matching.contains(i)) {
        send(wanted.get(i));
        sent = concerning.get(i).position();
      }
    }
    began = events.getLast().position();
    sent = began;
  }

  private boolean concerns(LogEvent event) {
    ResourceType type = types.get(event.resourceType());
    return type != null
        && type.api().equals(subscription.api())
        && event.tenant().equals(subscription.tenant());
  }

  private ObjectNode notification(LogEvent event) {
    ResourceType type = types.get(event.resourceType());
    if (type == null) {
      throw new IllegalStateException("no resource type " + event.resourceType());
    }
    return Notification.of(event, type, representation, subscription.masked());
  }

  private void send(ObjectNode body) throws IOException, InterruptedException {
    URI callback = CallbackAddress.parse(subscription.callback());
    if (!config.allowPrivateAddresses()) {
      CallbackAddress.requirePublic(callback);
    }
    String listener = "/listener/" + Notification.listenerName(body.path("eventType").asText());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stripSlash(subscription.callback()) + listener))
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status < 200 || status > 299) {
      throw new IOException("subscription " + subscription.id() + " answered " + status);
    }
  }

  private static String stripSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
