package trunkline.bridge.reconcile;

import java.util.ArrayList;
import java.util.List;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.source.Position;
import trunkline.bridge.source.Source;

/**
 * Reads the whole source a second time, stretch by stretch as it was loaded, and holds it against
 * what the load has counted. This is what tells that no row appeared, vanished or changed unseen.
 */
public final class Recount {
  private static final int MOST_SHOWN = 10;

  private final Mapping mapping;
  private final Source source;
  private final List<String> findings = new ArrayList<>();
  private long changedStretches;

  /** A stretch of the source and what was counted when it was loaded. */
  public record Stretch(Position after, Position upTo, Tally loaded) {}

  /**
   * What the source is now.
   *
   * @param findings what is not as it was loaded, a sentence each
   */
  public record Result(Tally source, List<String> findings) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  public Recount(Mapping mapping, Source source) {
    this.mapping = mapping;
    this.source = source;
  }

  /** Counts every stretch, and what lies beyond the last one. */
  public Result run(List<Stretch> stretches) {
    Tally total = Tally.empty();
    for (Stretch stretch : stretches) {
      Tally now = count(stretch);
      compare(stretch, now);
      total = total.plus(now);
    }
    long beyond = source.count() - total.count(Tally.ROWS);
    if (beyond != 0) {
      findings.add(
          "the source has %d rows more than the stretches that were loaded; run the same command again to load what came after the last one"
              .formatted(beyond));
      Counting unseen = new Counting(mapping);
      unseen.add(Tally.ROWS, beyond);
      total = total.plus(unseen.tally());
    }
    if (changedStretches > 0) {
      findings.add(
          "%d stretches of the source are not what was loaded; %s: what is on the platform is recognised and not sent twice"
              .formatted(changedStretches, remedy()));
    }
    return new Result(total, findings);
  }

  /** A file that has changed is another source, so the same command begins another run. */
  private String remedy() {
    return source.identityCoversContent()
        ? "the file changed while it was read, so run the same command again"
        : "stop the writes to the source and run again with --new-run";
  }

  private Tally count(Stretch stretch) {
    Counting counting = new Counting(mapping);
    source.range(stretch.after(), stretch.upTo(), row -> counting.recount(mapping.view(row)));
    return counting.tally();
  }

  private void compare(Stretch stretch, Tally now) {
    long before = stretch.loaded().count(Tally.ROWS);
    long rows = now.count(Tally.ROWS);
    if (rows == before && now.fingerprint() == stretch.loaded().fingerprint()) {
      return;
    }
    changedStretches++;
    if (changedStretches <= MOST_SHOWN) {
      findings.add(
          "after %s up to %s: %s"
              .formatted(
                  stretch.after(),
                  stretch.upTo(),
                  rows == before
                      ? "the rows are as many as were loaded, but not the same"
                      : "%d rows were loaded, now there are %d".formatted(before, rows)));
    }
  }
}
