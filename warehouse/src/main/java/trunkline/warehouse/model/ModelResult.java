package trunkline.warehouse.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of one model in a run.
 *
 * @param why it was made anew, empty when it was not
 * @param startedAt when the run turned to it
 * @param rows how many the table has then; 0 unless it was built
 * @param inFull whether it was made from all, and not by what had changed
 * @param tests every test that ran
 * @param detail why it was not published, empty otherwise
 */
public record ModelResult(
    String table,
    Outcome outcome,
    String why,
    Instant startedAt,
    long rows,
    boolean inFull,
    long millis,
    List<TestResult> tests,
    String detail) {
  /** Only the first three leave the table as it should be. */
  public enum Outcome {
    UP_TO_DATE,
    PUBLISHED,
    /** Another refresh published a newer state in the meantime. */
    OVERTAKEN,
    /** A test or the query itself failed; the table is as it was. */
    FAILED,
    /** Something it refers to was not published; the table is as it was. */
    SKIPPED
  }

  /**
   * One test; the detail says by how much it failed.
   *
   * @param blocks whether its failure keeps the table from being published
   */
  public record TestResult(String test, boolean passed, boolean blocks, String detail) {
    /** Whether the table must not be published. */
    public boolean isObstacle() {
      return blocks && !passed;
    }

    /** What is told and does not block. */
    public boolean isWarning() {
      return !blocks && !passed;
    }

    String told() {
      return test + ": " + detail;
    }
  }

  public ModelResult {
    tests = List.copyOf(tests);
  }

  static ModelResult of(
      String table, Outcome outcome, String why, Instant startedAt, String detail) {
    return new ModelResult(table, outcome, why, startedAt, 0, true, 0, List.of(), detail);
  }

  /** When it was done with. */
  public Instant endedAt() {
    return startedAt.plusMillis(millis);
  }

  /** What its tests told and did not block. */
  public List<String> warnings() {
    return tests.stream().filter(TestResult::isWarning).map(TestResult::told).toList();
  }

  /** Whether the table is made from all that this run saw. */
  public boolean isCurrent() {
    return outcome == Outcome.UP_TO_DATE || outcome == Outcome.PUBLISHED;
  }

  ModelResult as(Outcome other) {
    return new ModelResult(table, other, why, startedAt, rows, inFull, millis, tests, detail);
  }

  /** The same with what was found out after its own tests. */
  ModelResult with(List<TestResult> more) {
    List<TestResult> all = new ArrayList<>(tests);
    all.addAll(more);
    String obstacles =
        more.stream()
            .filter(TestResult::isObstacle)
            .map(TestResult::told)
            .collect(Collectors.joining("; "));
    return new ModelResult(
        table,
        outcome,
        why,
        startedAt,
        rows,
        inFull,
        millis,
        all,
        detail.isEmpty() ? obstacles : detail);
  }

  /** Whether nobody need look at it. */
  public boolean isGood() {
    return tests.stream().noneMatch(TestResult::isObstacle)
        && outcome != Outcome.FAILED
        && outcome != Outcome.SKIPPED;
  }
}
