package trunkline.warehouse.model;

import java.util.List;

/**
 * What became of one model in a run.
 *
 * @param rows 0 unless it was built
 * @param tests every test that ran
 * @param detail why it was not published, empty otherwise
 */
public record ModelResult(
    String table, Outcome outcome, long rows, long millis, List<TestResult> tests, String detail) {
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

  static ModelResult of(String table, Outcome outcome, String detail) {
    return new ModelResult(table, outcome, 0, 0, List.of(), detail);
  }

  /** Whether the table is made from all that this run saw. */
  public boolean isCurrent() {
    return outcome == Outcome.UP_TO_DATE || outcome == Outcome.PUBLISHED;
  }

  ModelResult as(Outcome other) {
    return new ModelResult(table, other, rows, millis, tests, detail);
  }

  public boolean isGood() {
    return outcome != Outcome.FAILED && outcome != Outcome.SKIPPED;
  }
}
