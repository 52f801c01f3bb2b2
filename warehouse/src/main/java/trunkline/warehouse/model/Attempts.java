package trunkline.warehouse.model;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.warehouse.engine.EngineFailure;

/** Does again what the engine failed at for want of memory or disk, a few times at most. */
final class Attempts {
  static final int AT_MOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private Attempts() {}

  static <T> T of(String what, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (EngineFailure e) {
        if (!e.isTransient() || attempt == AT_MOST) {
          throw e;
        }
        LOG.warn("{} failed and is tried again: {}", what, e.getMessage());
      }
    }
  }
}
