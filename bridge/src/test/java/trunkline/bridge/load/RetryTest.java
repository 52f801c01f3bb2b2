package trunkline.bridge.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Waiting for a platform that comes back, and giving up on one that doesn't. */
class RetryTest {
  private static final Retry SHORT =
      new Retry(Duration.ofMillis(2), Duration.ofMillis(8), Duration.ofMillis(300));

  @Test
  void passingFailure_repeatedUntilItSucceeds() {
    int tries =
        SHORT.call(
            tried -> {
              if (tried < 5) {
                throw new Unreachable("away", null);
              }
              return tried;
            });
    assertEquals(5, tries);
  }

  @Test
  void lastingFailure_givenUpInTime() {
    long began = System.nanoTime();
    PlatformProblem problem =
        assertThrows(
            PlatformProblem.class,
            () ->
                SHORT.call(
                    _ -> {
                      throw new Unreachable("away", null);
                    }));
    assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() < 5_000);
    assertTrue(String.valueOf(problem.getMessage()).startsWith("away, for"));
  }

  @Test
  void askedToWaitLongerThanAllowed_givenUpAtOnce() {
    assertThrows(
        PlatformProblem.class,
        () ->
            SHORT.call(
                tried -> {
                  assertEquals(0, tried);
                  throw new Unreachable("busy", null, Optional.of(Duration.ofHours(1)));
                }));
  }

  @Test
  void brokenThing_notRepeated() {
    assertThrows(
        IllegalStateException.class,
        () ->
            SHORT.call(
                tried -> {
                  assertEquals(0, tried);
                  throw new IllegalStateException("broken");
                }));
  }

  @Test
  void pace_holdsTheRate() {
    Pace pace = new Pace(1_000);
    long began = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      pace.await(100);
    }
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    assertTrue(millis >= 290, millis + " ms for 300 resources before the last call");
  }
}
