package trunkline.warehouse.serving;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The engines that are open: the one used longest ago goes when there are too many. */
final class AudienceEngines implements AutoCloseable {
  private static final class Kept {
    private final AudienceEngine engine;
    private int users;

    Kept(AudienceEngine engine) {
      this.engine = engine;
    }
  }

  private final int most;
  private final Function<Audience, AudienceEngine> open;
  private final Map<Audience, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  AudienceEngines(int most, Function<Audience, AudienceEngine> open) {
    this.most = most;
    this.open = open;
  }

  /** What is done with an engine while it can't be closed. */
  @FunctionalInterface
  interface Work<T> {
    T on(AudienceEngine engine) throws Exception;
  }

  <T> T with(Audience audience, Work<T> work) throws Exception {
    Kept used = take(audience);
    try {
      return work.on(used.engine);
    } finally {
      release(used);
    }
  }

  private synchronized Kept take(Audience audience) {
    Kept found = kept.computeIfAbsent(audience, a -> new Kept(open.apply(a)));
    found.users++;
    return found;
  }

  /** Closes what is too much and unused; what is used is closed when it is given back. */
  private synchronized void release(Kept used) {
    used.users--;
    Iterator<Kept> oldest = kept.values().iterator();
    while (kept.size() > most && oldest.hasNext()) {
      Kept candidate = oldest.next();
      if (candidate.users == 0) {
        oldest.remove();
        candidate.engine.close();
      }
    }
  }

  @Override
  public synchronized void close() {
    kept.values().forEach(one -> one.engine.close());
    kept.clear();
  }
}
