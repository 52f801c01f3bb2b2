package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trunkline.bridge.Progress.Phase;

/** How far it is and how long it takes: never above 100 %, never from rows of an earlier call. */
class ProgressTest {
  @Test
  void continuedRun_rateIsThisCallsOwn() {
    Progress progress =
        new Progress(Phase.LOADING, 9_000, 10_000, 500, 1_500, Duration.ofSeconds(5));
    assertEquals(90, progress.percent());
    assertEquals(Optional.of(Duration.ofSeconds(10)), progress.remaining());
    assertEquals(300, progress.resourcesPerSecond());
    assertEquals(
        "loading: 9,000 of 10,000 rows (90 %), 300 resources a second, 0:00:10 to go",
        ProgressLine.text(progress));
  }

  @Test
  void sourceThatHasGrown_neverAboveAHundred() {
    Progress progress = new Progress(Phase.LOADING, 11, 10, 11, 33, Duration.ofSeconds(1));
    assertEquals(100, progress.percent());
    assertEquals(Optional.of(Duration.ZERO), progress.remaining());
  }

  @Test
  void nothingSettledYet_noGuess() {
    assertEquals(
        Optional.empty(),
        new Progress(Phase.LOADING, 0, 10, 0, 0, Duration.ofSeconds(3)).remaining());
  }
}
