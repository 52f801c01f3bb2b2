package trunkline.bridge;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Progress on a terminal, one line a second at most. */
public final class ProgressLine implements ProgressListener {
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final PrintWriter out;
  private long last = System.nanoTime() - EVERY_NANOS;

  public ProgressLine(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void progress(Progress progress) {
    boolean over = progress.phase() == Progress.Phase.RECOUNTING;
    if (over || System.nanoTime() - last >= EVERY_NANOS) {
      last = System.nanoTime();
      out.println(text(progress));
      out.flush();
    }
  }

  public void end() {
    out.flush();
  }

  static String text(Progress progress) {
    String phase = progress.phase().name().toLowerCase(Locale.ROOT);
    String rows =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d rows (%d %%)",
            phase,
            progress.done(),
            progress.total(),
            progress.percent());
    if (progress.phase() != Progress.Phase.LOADING) {
      return rows;
    }
    return rows
        + String.format(Locale.ROOT, ", %,d resources a second", progress.resourcesPerSecond())
        + progress.remaining().map(left -> ", " + clock(left) + " to go").orElse("");
  }

  private static String clock(Duration left) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
