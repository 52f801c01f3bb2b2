package trunkline.scenarios.running;

import java.time.Duration;

/** What must become true within a time. */
public final class Eventually {
  /** A check that throws until all is well. */
  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }

  private Eventually() {}

  /** Looks again and again; the last failure is what the test shows. */
  public static void within(Duration limit, Check check) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError failure) {
        if (System.nanoTime() > end) {
          throw failure;
        }
        Thread.sleep(20);
      }
    }
  }
}
