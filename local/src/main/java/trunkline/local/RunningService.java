package trunkline.local;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service of this machine: it can be stopped and started again while the others run. */
public final class RunningService implements AutoCloseable {
  private final ServiceRow row;
  private final Map<String, String> settings;
  private @Nullable AutoCloseable process;

  RunningService(ServiceRow row, Map<String, String> settings) {
    this.row = row;
    this.settings = Map.copyOf(settings);
  }

  /** Starts it unless it runs. */
  public synchronized void start() {
    if (process == null) {
      process = row.start().apply(settings);
    }
  }

  /** Stops it in order; a second call does nothing. */
  @Override
  public synchronized void close() {
    AutoCloseable running = process;
    process = null;
    if (running == null) {
      return;
    }
    try {
      running.close();
    } catch (Exception e) {
      throw new IllegalStateException(row.name() + " did not stop cleanly", e);
    }
  }
}
