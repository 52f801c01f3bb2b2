package trunkline.search.operation;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.security.Scope;
import trunkline.platform.service.ServiceParts;
import trunkline.search.follow.FeedState;
import trunkline.search.follow.Generation;
import trunkline.search.follow.Generation.State;
import trunkline.search.follow.Generations;
import trunkline.search.reading.Freshness;

/**
 * {@code GET /search/v1/status} and {@code POST /search/v1/rebuild}: how far the projection has
 * come, and the order to build it anew from the start of every log while the old one serves. Of all
 * tenants: there is one projection.
 */
public final class OperationApi {
  private static final String STATUS = "/search/v1/status";

  private final ServiceParts parts;
  private final Generations generations;
  private final Duration staleAfter;

  public OperationApi(ServiceParts parts, Duration staleAfter) {
    this.parts = parts;
    this.generations = new Generations(parts.database());
    this.staleAfter = staleAfter;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(Method.GET, STATUS, Scope.TMF_ADMIN, call -> call.reply(200, status()))
            .described(
                Description.of("Tells how far the projection has come")
                    .named("retrieveProjectionStatus")
                    .answers(200, "projectionStatus")),
        Route.of(Method.POST, "/search/v1/rebuild", Scope.TMF_ADMIN, this::rebuild)
            .described(
                Description.of("Builds the projection anew while the old one serves")
                    .named("rebuildProjection")
                    .answers(202, "projectionRebuild")
                    .header("Location", "Onward")
                    .refuses(409)));
  }

  private String status() throws InterruptedException {
    List<Generation> all = generations.list();
    List<FeedState> feeds = generations.feeds();
    Instant now = parts.clock().instant();
    return Json.write(new Status(all, feeds, backlog(all, feeds, now), now, staleAfter).json());
  }

  /** Only those that are not current are asked: the others were a moment ago. */
  private Map<String, Integer> backlog(List<Generation> all, List<FeedState> feeds, Instant now)
      throws InterruptedException {
    long serving =
        all.stream().filter(g -> g.state() == State.SERVING).findFirst().orElseThrow().number();
    var backlog = new HashMap<String, Integer>();
    List<FeedState> behind =
        feeds.stream()
            .filter(feed -> feed.generation() == serving)
            .filter(feed -> !isCurrent(feed, now, backlog))
            .toList();
    backlog.putAll(Backlog.of(parts.peers(), behind));
    return backlog;
  }

  private boolean isCurrent(FeedState feed, Instant now, Map<String, Integer> backlog) {
    boolean current = Freshness.of(feed, now, staleAfter).state() == Freshness.State.CURRENT;
    if (current) {
      backlog.put(feed.service(), 0);
    }
    return current;
  }

  private void rebuild(Call call) {
    call.body(); // has no meaning, and must not be taken for the next request
    Generation building = generations.begin();
    call.with(HeaderNames.LOCATION, parts.representation().base() + STATUS);
    call.reply(202, "{\"generation\":" + building.number() + "}");
  }
}
