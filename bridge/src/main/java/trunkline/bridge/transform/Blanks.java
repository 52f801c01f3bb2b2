package trunkline.bridge.transform;

/** Steps that decide what becomes of nothing, and when something becomes nothing. */
public final class Blanks {
  private Blanks() {}

  /** A value for a blank, only where the condition holds, and counted under its explanation. */
  public static Step defaultValue(String value, Condition when, String explanation) {
    return new Step() {
      @Override
      public Cell apply(Object present, Row row) {
        return Cell.of(present);
      }

      @Override
      public Cell ofBlank(Row row) {
        if (!when.holds(row)) {
          return Cell.blank();
        }
        row.explain(explanation);
        return Cell.of(value);
      }
    };
  }

  /** Keeps the value only where the condition holds. */
  public static Step onlyWhen(Condition condition) {
    return (value, row) -> condition.holds(row) ? Cell.of(value) : Cell.blank();
  }

  /** Leaves out what a step refuses instead of rejecting the row, and counts it. */
  public static Step blankWhenRefused(Step step, String explanation) {
    return (value, row) -> {
      Cell result = step.apply(value, row);
      if (result instanceof Cell.Refused) {
        row.explain(explanation);
        return Cell.blank();
      }
      return result;
    };
  }
}
