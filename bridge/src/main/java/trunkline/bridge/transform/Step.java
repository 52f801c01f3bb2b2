package trunkline.bridge.transform;

/** One step of a field. A blank passes by untouched unless the step says otherwise. */
@FunctionalInterface
public interface Step {
  Cell apply(Object value, Row row);

  /** What the step makes of nothing. */
  default Cell ofBlank(Row row) {
    return Cell.blank();
  }

  /** Runs the step on whatever stands in the field; a refusal stays what it is. */
  default Cell on(Cell cell, Row row) {
    return switch (cell) {
      case Cell.Held(Object value) -> apply(value, row);
      case Cell.Blank _ -> ofBlank(row);
      case Cell.Refused refused -> refused;
    };
  }
}
