package trunkline.search.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import trunkline.platform.json.Json;
import trunkline.search.follow.FeedState;
import trunkline.search.follow.Generation;
import trunkline.search.follow.Generation.State;
import trunkline.search.reading.Freshness;

/**
 * How far each generation has come.
 *
 * @param backlog events that a service has and the serving generation has not, by service
 */
record Status(
    List<Generation> generations,
    List<FeedState> feeds,
    Map<String, Integer> backlog,
    Instant now,
    Duration staleAfter) {
  Status {
    generations = List.copyOf(generations);
    feeds = List.copyOf(feeds);
    backlog = Map.copyOf(backlog);
  }

  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    for (Generation generation : generations) {
      if (generation.state() != State.RETIRED) {
        json.set(generation.state().name().toLowerCase(Locale.ROOT), generation(generation));
      }
    }
    return json;
  }

  private ObjectNode generation(Generation generation) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("generation", generation.number()).put("since", generation.since().toString());
    var services = json.putArray("service");
    feeds.stream()
        .filter(feed -> feed.generation() == generation.number())
        .forEach(feed -> services.add(feed(feed, generation)));
    return json;
  }

  private ObjectNode feed(FeedState feed, Generation generation) {
    Freshness freshness = Freshness.of(feed, now, staleAfter);
    Instant asOf = freshness.asOf();
    Instant eventTime = feed.eventTime();
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("name", feed.service());
    json.put("state", freshness.state().name().toLowerCase(Locale.ROOT));
    json.put("position", feed.position().tx() + "-" + feed.position().seq());
    json.put("events", feed.events());
    if (eventTime != null) {
      json.put("lastEventTime", eventTime.toString());
    }
    if (asOf != null) {
      json.put("asOf", asOf.toString());
      json.put("lagSeconds", Math.max(0, Duration.between(asOf, now).toMillis() / 1000.0));
    }
    lag(json, feed, generation);
    return json;
  }

  /** A building generation lags behind the serving one; that one behind the service itself. */
  private void lag(ObjectNode json, FeedState feed, Generation generation) {
    if (generation.state() == State.BUILDING) {
      json.put("lagEvents", Math.max(0, serving(feed.service()) - feed.events()));
    } else if (backlog.containsKey(feed.service())) {
      int events = backlog.getOrDefault(feed.service(), 0);
      json.put("lagEvents", events);
      json.put("lagEventsAtLeast", events >= Backlog.MOST);
    }
  }

  private long serving(String service) {
    return generations.stream()
        .filter(generation -> generation.state() == State.SERVING)
        .flatMap(g -> feeds.stream().filter(feed -> feed.generation() == g.number()))
        .filter(feed -> feed.service().equals(service))
        .mapToLong(FeedState::events)
        .sum();
  }
}
