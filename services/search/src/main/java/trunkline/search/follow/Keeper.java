package trunkline.search.follow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.refusal.Refused;
import trunkline.platform.service.ServiceParts;
import trunkline.search.follow.Generation.State;

/**
 * Keeps this process following every generation that there is, and puts a rebuilt one in its place.
 * What it does is decided from the database alone, so any process of the service may do it.
 */
public final class Keeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final long LOOK_AGAIN_MILLIS = 500;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;

  private final ServiceParts parts;
  private final Generations generations;
  private final Map<Long, Following> following = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("generations").unstarted(this::run);

  private Keeper(ServiceParts parts) {
    this.parts = parts;
    this.generations = new Generations(parts.database());
  }

  /** Begins to follow. */
  public static Keeper start(ServiceParts parts) {
    var keeper = new Keeper(parts);
    keeper.thread.start();
    return keeper;
  }

  private void run() {
    boolean ended = false;
    while (!ended) {
      long pause = LOOK_AGAIN_MILLIS;
      try {
        look();
      } catch (RuntimeException e) {
        pause = PAUSE_AFTER_FAILURE_MILLIS;
        LOG.warn("the generations can't be looked after, will try again: {}", e.toString());
      }
      try {
        ended = closed.await(pause, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        ended = true;
      }
    }
    following.values().forEach(Following::close);
  }

  private void look() {
    List<Generation> all = generations.list();
    var live = new HashSet<Long>();
    for (Generation generation : all) {
      if (generation.state() != State.RETIRED) {
        live.add(generation.number());
        if (!following.containsKey(generation.number())) {
          generations.completeFeeds(generation);
          following.put(generation.number(), Following.start(generation, parts));
        }
      }
    }
    boolean building = all.stream().anyMatch(g -> g.state() == State.BUILDING);
    if (!building && all.stream().anyMatch(g -> g.state() == State.SERVING && g.isOutgrown())) {
      beginAnew();
    }
    if (building && generations.swap()) {
      LOG.info("the rebuilt projection serves");
    }
    if (all.stream().anyMatch(g -> g.state() == State.RETIRED)) {
      generations.clearRetired();
    }
    for (Iterator<Map.Entry<Long, Following>> each = following.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Long, Following> one = each.next();
      if (!live.contains(one.getKey())) {
        each.remove();
        one.getValue().close();
      }
    }
  }

  private void beginAnew() {
    try {
      generations.begin();
      LOG.info("the projection is of an earlier release and is built anew while it serves");
    } catch (Refused refused) {
      LOG.debug("another process builds it anew already", refused);
    }
  }

  /** Stops following; nothing that was in hand is lost. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
