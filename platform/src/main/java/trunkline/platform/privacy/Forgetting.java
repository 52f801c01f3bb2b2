package trunkline.platform.privacy;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import trunkline.platform.refusal.KernelRefusals;

/** The erasure of a part that forgets by the instructions in a log: it is done when they came. */
public final class Forgetting {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private Forgetting() {}

  /** Waits a little until it has forgotten, then refuses: the caller comes again. */
  public static void await(BooleanSupplier hasForgotten) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!hasForgotten.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw KernelRefusals.catchingUp().asException();
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the log was awaited", e);
    }
  }
}
